import {
  createApiKey,
  listApiKeys,
  revokeApiKey,
  SCOPES,
  type ApiKeyOwner,
  type Scope,
} from '../../shared/questions/apiKeys.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import { onRedis } from '../redis/onRedis.js';

export async function createKey(
  name: string,
  options: { scopes: string; json?: boolean },
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const scopes = parseScopes(options.scopes);
  const { key, owner } = await onRedis(env, (redis, keys) => createApiKey(redis, keys, { name, scopes }));
  if (options.json) return `${JSON.stringify({ key, ...owner }, null, 2)}\n`;
  return `${key}\n\nThis is the only time that it is shown. Its id is ${owner.id}; it may: ${scopes.join(', ')}.\n`;
}

export async function listKeys({ json }: { json?: boolean }, env: NodeJS.ProcessEnv): Promise<string> {
  const owners = await onRedis(env, listApiKeys);
  if (json) return `${JSON.stringify(owners, null, 2)}\n`;
  if (owners.length === 0) return 'There are no keys. Make one: agrobot keys create NAME\n';
  return owners.map((owner) => `${line(owner)}\n`).join('');
}

export async function revokeKey(id: string, env: NodeJS.ProcessEnv): Promise<string> {
  const owner = await onRedis(env, (redis, keys) => revokeApiKey(redis, keys, id));
  if (owner === null) {
    throw new CliError(`There is no key with the id "${id}"; "agrobot keys list" shows all.`, EXIT.failed);
  }
  return `revoked ${line(owner)}\n`;
}

function line({ id, name, scopes, created_at }: ApiKeyOwner): string {
  return `${id}  ${created_at.slice(0, 10)}  ${scopes.join(',').padEnd(24)}  ${name}`;
}

function parseScopes(list: string): Scope[] {
  const scopes = [...new Set(list.split(',').map((scope) => scope.trim()))];
  const unknown = scopes.filter((scope) => !(SCOPES as readonly string[]).includes(scope));
  if (unknown.length === 0) return scopes as Scope[];
  throw new CliError(
    `There is no scope "${unknown.join('", "')}"; there are: ${SCOPES.join(', ')}.`,
    EXIT.usage,
  );
}
