import type { z } from 'zod';
import { OPERATOR_VARIABLES } from './variableTables/operatorVariables.js';
import { PROCESS_VARIABLES } from './variableTables/processVariables.js';
import { SERVICE_VARIABLES } from './variableTables/serviceVariables.js';
import type { Variable } from './variableTables/variable.js';

export type { Reader, Variable } from './variableTables/variable.js';

/**
 * Every variable of every process, in the order of the documentation. The schemas, which say what is allowed, stand
 * where the values are used; the type below and a test hold them to the names and defaults here.
 */
export const VARIABLES = {
  common: PROCESS_VARIABLES.common,
  webhooks: PROCESS_VARIABLES.webhooks,
  api: PROCESS_VARIABLES.api,
  worker: PROCESS_VARIABLES.worker,
  traces: SERVICE_VARIABLES.traces,
  upstreams: SERVICE_VARIABLES.upstreams,
  languageModel: SERVICE_VARIABLES.languageModel,
  telegram: PROCESS_VARIABLES.telegram,
  cli: OPERATOR_VARIABLES.cli,
  compose: OPERATOR_VARIABLES.compose,
};

export type VariableGroup = keyof typeof VARIABLES;

type NameIn<Group extends VariableGroup> = Group extends VariableGroup
  ? keyof (typeof VARIABLES)[Group]
  : never;

/** What a schema of these groups must have, no more and no less. */
export type SchemaOf<Group extends VariableGroup> = Record<NameIn<Group>, z.ZodType>;

export function variablesIn(group: VariableGroup): [name: string, variable: Variable][] {
  return Object.entries<Variable>(VARIABLES[group]);
}

/** All, those of two groups twice. */
export function allVariables(): [name: string, variable: Variable][] {
  return (Object.keys(VARIABLES) as VariableGroup[]).flatMap(variablesIn);
}
