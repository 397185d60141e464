import { readFile } from 'node:fs/promises';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
export const MONITORING_DIR = path.join(ROOT, 'deploy/monitoring');

export interface AlertRule {
  alert: string;
  expr: string;
  text: string;
}

/** The alerts of alerts.yml, as far as its own form goes: `expr` on one line, or as a block that is indented. */
export async function readAlertRules(): Promise<AlertRule[]> {
  const file = await readFile(path.join(MONITORING_DIR, 'alerts.yml'), 'utf8');
  return file
    .split(/^ {6}- alert: /m)
    .slice(1)
    .map((text) => {
      const expr = /^ {8}expr: (?:\|\n((?: {10}.*\n)+)|(.*)\n)/m.exec(text);
      return {
        alert: text.slice(0, text.indexOf('\n')),
        expr: (expr?.[1] ?? expr?.[2] ?? '').replace(/\s+/g, ' ').trim(),
        text,
      };
    });
}

interface Panel {
  title: string;
  targets?: { expr: string }[];
}

/** Every query of the dashboard with the title of its panel. */
export async function readDashboardQueries(): Promise<{ title: string; expr: string }[]> {
  const file = await readFile(path.join(MONITORING_DIR, 'grafana/dashboards/agrobot.json'), 'utf8');
  const { panels } = JSON.parse(file) as { panels: Panel[] };
  return panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));
}

const readRunbook = () => readFile(path.join(ROOT, 'docs/runbook.md'), 'utf8');

/** What the runbook asks Prometheus. */
export async function readRunbookQueries(): Promise<string[]> {
  return [...(await readRunbook()).matchAll(/^promql '([^']+)'/gm)].map(([, expr]) => expr!);
}

/** The headings of the runbook. */
export async function readRunbookHeadings(): Promise<string[]> {
  const page = await readRunbook();
  return [...page.matchAll(/^###? (.+)$/gm)].map(([, heading]) => heading!);
}

export interface Selector {
  metric: string;
  labels: string[];
}

/** The series that a PromQL expression asks for, with the labels that it tells them apart by. */
export function selectorsIn(expr: string): Selector[] {
  return [...expr.matchAll(/\b((?:agrobot|process|nodejs)_\w+|up)\b(?:\{([^}]*)\})?/g)].map(
    ([, metric, matchers = '']) => ({
      metric: metric!,
      labels: [...matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map(([, label]) => label!),
    }),
  );
}

/** The conditions of an alert without the thresholds, so that a query shows whether there is anything to compare. */
export function measuresOf({ expr }: AlertRule): string[] {
  return expr.split(/ and /).map((condition) => condition.replace(/ (?:[<>]=?|==) [\d.]+$/, ''));
}
