import path from 'node:path';
import { BrokenDataError } from '../../shared/eva/brokenData.js';
import { loadFigures } from '../../shared/eva/figures.js';
import { BrokenModelError, checkModelFiles } from '../../workers/inference/modelFiles.js';
import { CliError } from '../cliError.js';
import { openLocalAnswering } from '../local/openAnswering.js';
import { modelDirOf } from '../model/modelFolder.js';
import { PACKAGE_FILE } from '../paths.js';
import { fail, ok, type Finding } from './finding.js';

/** Coffee of Huila is in every year of the data; no year is named, so that it stays right when one is added. */
const KNOWN = { text: '¿Cuánto café produjo Huila?', department: '41' };
const DATA_REMEDY =
  'Set AGROBOT_DATA_DIR to a whole data folder, or make it anew with "agrobot data import".';
/** What it would ask outside is looked at by itself. */
const WITHOUT_SERVICES = {
  AGROBOT_OPEN_METEO_URL: 'off',
  AGROBOT_NOMINATIM_URL: 'off',
  OPENWEATHERMAP_API_KEY: '',
  OPENAI_API_KEY: '',
  OPENAI_BASE_URL: '',
};

/** Model and data are there and whole, and a question whose answer is known is answered right by them. */
export async function checkAnswers(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const findings = [await checkModel(env), await checkData(env)];
  if (findings.some(({ status }) => status === 'fail')) return findings;
  return [...findings, await checkAnswer(env)];
}

async function checkModel(env: NodeJS.ProcessEnv): Promise<Finding> {
  const folder = modelDirOf(undefined, env);
  try {
    const { id, revision, files } = await checkModelFiles(folder);
    return ok('model', `${id} ${revision}: ${Object.keys(files).length} files, hashes right`);
  } catch (error) {
    if (!(error instanceof BrokenModelError)) throw error;
    return fail('model', error.message, 'Bring the whole folder there, or set AGROBOT_MODEL_DIR to it.');
  }
}

async function checkData(env: NodeJS.ProcessEnv): Promise<Finding> {
  const folder = env.AGROBOT_DATA_DIR || path.join(path.dirname(PACKAGE_FILE), 'data');
  try {
    const { version } = await loadFigures(folder);
    return ok('data', `version ${version}`);
  } catch (error) {
    if (!(error instanceof BrokenDataError)) throw error;
    return fail('data', error.message, DATA_REMEDY);
  }
}

async function checkAnswer(env: NodeJS.ProcessEnv): Promise<Finding> {
  let answering;
  try {
    answering = await openLocalAnswering({ ...env, ...WITHOUT_SERVICES });
  } catch (error) {
    if (!(error instanceof CliError)) {
      return fail('answer', `model or data do not load: ${reasonOf(error)}`, 'Is memory left? See "memory".');
    }
    return fail('answer', error.message, DATA_REMEDY);
  }
  try {
    const asked = { text: KNOWN.text, location: null, remembered: null };
    const { reply, totalMs } = await answering.answer(asked, new AbortController().signal);
    const { data } = reply.answer;
    const right =
      data?.kind === 'production' && data.place.code === KNOWN.department && data.production_t > 0;
    return right
      ? ok('answer', `"${KNOWN.text}" is answered right, in ${Math.round(totalMs)} ms`)
      : fail(
          'answer',
          `"${KNOWN.text}" is answered with: ${reply.answer.text}`,
          'Model and data do not belong together, or are broken: bring those of one release.',
        );
  } catch (error) {
    return fail(
      'answer',
      `"${KNOWN.text}" cannot be answered: ${reasonOf(error)}`,
      'Is memory left? See "memory". Else model and data are broken, or not of one release: bring those of one.',
    );
  } finally {
    await answering.close();
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
