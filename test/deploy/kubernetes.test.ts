import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadApiConfig } from '../../src/api/config.js';
import { environmentOf, unknownVariables } from '../../src/shared/process/environment.js';
import { wholeCores } from '../../src/shared/process/limits.js';
import { createRegistry, observeQueues } from '../../src/shared/process/metrics.js';
import { parseRedisUrl } from '../../src/shared/process/redis/address.js';
import { allVariables } from '../../src/shared/process/variables.js';
import { QUEUES } from '../../src/shared/questions/queue.js';
import { loadWorkerConfig } from '../../src/workers/config.js';
import {
  builtFrom,
  files,
  filesOf,
  kustomizations,
  listIn,
  manifests,
  manifestsIn,
  manifestsOf,
  parseEnv,
  repository,
  textOf,
  texts,
  valuesIn,
  workloads,
  type Manifest,
} from './kubernetesFiles.js';
import { selectorsIn } from './monitoringFiles.js';

const MIB = 1024 ** 2;
/** Read by Node and by the C library, not by AgroBot. */
const RUNTIME_VARIABLES = ['NODE_OPTIONS', 'TZ'];

const own = workloads.filter(({ kind }) => kind === 'Deployment');
const settings = parseEnv(textOf('base/agrobot.env'));

/** Cores and MiB that the container asks for and may have at most. */
function resourcesOf({ text }: Manifest) {
  const [requests, limits] = ['requests', 'limits'].map((kind) => {
    const [, cpu, memory] = new RegExp(`${kind}:\\n +cpu: (.+)\\n +memory: (\\d+)Mi\\n`).exec(text)!;
    return { cores: coresIn(cpu!), memoryMi: Number(memory) };
  });
  return { requests: requests!, limits: limits! };
}

function coresIn(cpu: string): number {
  return cpu.endsWith('m') ? Number(cpu.slice(0, -1)) / 1_000 : Number(cpu.replaceAll("'", ''));
}

/** MB that docs/worker-settings.md plans for a worker and for an API. */
async function plannedMb(threads: number): Promise<[worker: number, api: number]> {
  const formula = /(\d+) MB \+ (\d+) MB × threads for each worker, \+ (\d+) MB for each API/;
  const [, worker, thread, api] = formula.exec(await repository('docs/worker-settings.md'))!.map(Number);
  return [worker! + thread! * threads, api!];
}

/** Variables that a container sets itself, `env:` of its manifest. */
const variablesIn = ({ text }: Manifest) => valuesIn(text, /^ {12}- name: ([A-Z_]+)$/gm);

describe('the files of a kustomization', () => {
  it.each(kustomizations)('are all there: %s', (kustomization) => {
    for (const each of builtFrom(kustomization)) expect(files).toEqual(expect.arrayContaining(filesOf(each)));
  });

  it('are all that there are', () => {
    expect(files.filter((file) => !kustomizations.includes(file))).toEqual(
      [...new Set(kustomizations.flatMap(filesOf))].sort(),
    );
  });

  it('have a kind and a name, no two the same, in spaces only', () => {
    for (const { file, kind, name, text } of manifests) {
      expect.soft([file, kind, name]).not.toContain('');
      expect.soft(text).not.toMatch(/\t/);
    }
    const resources = kustomizations
      .flatMap((each) => listIn(textOf(each), 'resources').map((item) => path.join(path.dirname(each), item)))
      .filter((file) => file.endsWith('.yaml'));
    const names = [...new Set(resources)].flatMap(manifestsIn).map(({ kind, name }) => `${kind} ${name}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe.each(kustomizations.filter((file) => file.startsWith('overlays/')))('%s', (overlay) => {
  const resources = manifestsOf(overlay);
  const used = builtFrom(overlay).map((file) => ({ file, text: textOf(file) }));

  it('patches and counts only what is there', () => {
    for (const { file, text } of used) {
      const targets = [...text.matchAll(/target: \{ kind: (\w+), name: (\S+) \}/g)].map(([, kind, name]) => ({
        kind,
        name,
      }));
      const patches = valuesIn(text, /^ +- path: (\S+\.yaml)$/gm).flatMap((patch) =>
        manifestsIn(path.join(path.dirname(file), patch)),
      );
      const counted = valuesIn(text, /^ {2}- name: (\S+)\n {4}count: /gm).map((name) => ({
        kind: 'Deployment',
        name,
      }));
      for (const { kind, name } of [...targets, ...patches, ...counted]) {
        const found = resources.filter(
          (each) => each.kind === kind && new RegExp(`^${name}$`).test(each.name),
        );
        expect(found, `${file}: ${kind} ${name}`).not.toEqual([]);
      }
    }
  });

  it('refers only to accounts, services, settings and ports that are there', () => {
    const named = (kind: string) => resources.filter((each) => each.kind === kind).map(({ name }) => name);
    const generated = used.flatMap(({ text }) =>
      valuesIn(text, /^ {2}- name: (\S+)\n(?: {4}.*\n)* {4}(?:envs|files): /gm),
    );
    for (const { name, kind, text } of resources) {
      const refers = (pattern: RegExp, to: string[]) => {
        for (const value of valuesIn(text, pattern)) expect(to, `${kind} ${name}`).toContain(value);
      };
      refers(/serviceAccountName: (\S+)/g, named('ServiceAccount'));
      refers(/serviceName: (\S+)/g, named('Service'));
      refers(/ (?:service:|backendRefs:)\n +(?:- )?name: (\S+)/g, named('Service'));
      refers(/scaleTargetRef:\n +name: (\S+)/g, named('Deployment'));
      refers(/configMap(?:Ref)?:\n +name: (\S+)/g, generated);
      // A probe's port is one of its own container.
      const ports = valuesIn(text, /- name: (\S+)\n +containerPort: /g);
      if (ports.length > 0) refers(/(?:httpGet:\n +path: \S+|tcpSocket:)\n +port: (\S+)/g, ports);
    }
    const everyPort = resources.flatMap(({ text }) => valuesIn(text, /- name: (\S+)\n +containerPort: /g));
    for (const { text } of resources) {
      for (const port of valuesIn(text, /targetPort: (\S+)/g)) expect(everyPort).toContain(port);
    }
  });
});

describe('the settings', () => {
  const readSecret = () => Promise.resolve('redis://:secret@redis.example.org:6379');

  it.each(own)('of $name are variables that its process reads, and are taken by it', async (workload) => {
    const role = workload.name === 'agrobot-api' ? 'api' : 'worker';
    const set = variablesIn(workload).filter((name) => !RUNTIME_VARIABLES.includes(name));
    const known = new Map(allVariables());
    for (const name of set) expect([...known.get(name.replace(/_FILE$/, ''))!.readBy]).toContain(role);
    const added = parseEnv(kustomizations.map(textOf).join('\n').replaceAll(/^ +- /gm, ''));
    expect(added).toHaveProperty('AGROBOT_TRUST_PROXY');
    const given = { ...settings, ...added, REDIS_URL_FILE: '/run/secrets/agrobot/redis_url' };
    for (const name of Object.keys(given)) expect([...known.keys()]).toContain(name.replace(/_FILE$/, ''));
    expect(
      unknownVariables(Object.fromEntries([...set, ...Object.keys(given)].map((name) => [name, '1']))),
    ).toEqual([]);
    const env = await environmentOf(role, given, readSecret);
    const ports = valuesIn(workload.text, /containerPort: (\d+)/g).map(Number);
    if (role === 'api') {
      const config = loadApiConfig(env);
      expect(config).toMatchObject({ host: '0.0.0.0', metricsHost: '0.0.0.0', trustProxy: 1 });
      expect(ports).toEqual([config.port, config.metricsPort]);
    } else {
      const { cores, memoryMi } = resourcesOf(workload).limits;
      const limits = { cores, memoryBytes: memoryMi * MIB };
      const folders = { modelDir: 'models/intents', dataDir: 'data' };
      const config = loadWorkerConfig(env, { ...limits, cores: wholeCores(limits), ...folders });
      expect(config.operations).toEqual({ host: '0.0.0.0', port: ports[0] });
      // At 90 % of it an alert fires.
      expect(config.recycle.memoryBytes).toBeLessThan(0.9 * limits.memoryBytes);
    }
  });

  it.each(own)('point to secrets where $name mounts them', ({ text }) => {
    const mounted = /- name: secrets\n +mountPath: (\S+)/.exec(text)?.[1];
    const items = valuesIn(text, /- key: \S+\n +path: (\S+)/g).map((item) => `${mounted}/${item}`);
    expect(valuesIn(text, /- name: [A-Z_]+_FILE\n +value: (\S+)/g)).toEqual(items);
  });

  it('hold no secret', () => {
    const secrets = allVariables().filter(([, { secret }]) => secret);
    for (const [name] of secrets) {
      for (const [file, text] of texts)
        expect(text, file).not.toMatch(new RegExp(`^[ -]*(?:name: )?${name}\\b(?!_FILE)`, 'm'));
    }
  });
});

describe('the ways in and out', () => {
  it('let out to the ports of the sentinels and the Cluster that the page names', async () => {
    const policies = manifestsIn('base/network-policies.yaml');
    const open = valuesIn(policies.find(({ name }) => name === 'redis-is-reached')!.text, / port: (\d+)/g);
    const page = await repository('deploy/kubernetes/README.md');
    const hosts = valuesIn(page, /`(redis\+\w+:\/\/[^`]+)`/g).flatMap((url) => {
      const address = parseRedisUrl(url);
      if (address.kind === 'server') return [];
      return address.kind === 'sentinel' ? address.sentinels : address.nodes;
    });
    expect(new Set(hosts.map(({ port }) => `${port}`))).toEqual(new Set(open));
  });

  it('limit how often one address asks, and nothing else', () => {
    const limited = manifests.filter(({ text }) => text.includes('nginx.ingress.kubernetes.io/limit-'));
    expect(limited.flatMap(({ text }) => valuesIn(text, /- path: (\S+)/g))).toEqual(['/v1/questions']);
  });
});

describe('probes and metrics', () => {
  it('ask for paths that the processes serve, and for metrics where they are', async () => {
    const paths = (name: string) =>
      new Set(valuesIn(own.find((each) => each.name === name)!.text, /httpGet:\n +path: (\S+)/g));
    expect([...paths('agrobot-api')]).toEqual(['/livez', '/readyz']);
    const { paths: served } = JSON.parse(await repository('openapi.json')) as { paths: object };
    expect(Object.keys(served)).toEqual(expect.arrayContaining(['/livez', '/readyz']));
    expect([...paths('agrobot-worker')]).toEqual(['/livez', '/readyz']);
    const worker = await repository('src/workers/startWorker.ts');
    for (const route of ['/livez', '/readyz', '/metrics']) expect(worker).toContain(`'${route}':`);
    const annotated = own.map(({ text }) => /prometheus\.io\/port: '(\d+)'/.exec(text)?.[1]);
    expect(annotated).toEqual([settings['METRICS_PORT'], settings['AGROBOT_WORKER_PORT']]);
    const monitored = valuesIn(textOf('components/pod-monitor/pod-monitor.yaml'), /- port: (\S+)/g);
    for (const port of monitored) expect(own.map(({ text }) => text).join()).toContain(`- name: ${port}\n`);
  });

  it('scale on a count of waiting questions that the API exports', async () => {
    const query = /query: (.+)/.exec(textOf('components/keda/scaled-object.yaml'))?.[1] ?? '';
    const namespace = manifests.find(({ kind }) => kind === 'Namespace')!.name;
    expect(query).toContain(`{namespace="${namespace}",`);
    const labels = ['namespace', 'queue', 'state'];
    expect(selectorsIn(query)).toEqual([{ metric: 'agrobot_queue_jobs', labels }]);
    const registry = createRegistry({ version: '', model: '', data: '' });
    const jobs = Object.fromEntries(QUEUES.map((queue) => [queue, { waiting: 7, active: 1 }]));
    observeQueues(registry, () => Promise.resolve({ jobs, oldestAgeS: {} }));
    // Prometheus adds the namespace.
    const series = /agrobot_queue_jobs\{.*?\}/.exec(query)?.[0].replace(/namespace=".*?",/, '');
    expect(await registry.metrics()).toContain(`${series} 7\n`);
  });
});

describe('every pod', () => {
  it.each(workloads)('$name may do what "restricted" allows, and no more', ({ text }) => {
    for (const line of [
      'automountServiceAccountToken: false',
      'enableServiceLinks: false',
      'runAsNonRoot: true',
      'type: RuntimeDefault',
      'allowPrivilegeEscalation: false',
      'readOnlyRootFilesystem: true',
      'drop: [ALL]',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).toMatch(/requests:\n +cpu: .+\n +memory: .+\n +limits:\n +cpu: .+\n +memory: /);
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
      expect(text).toContain(`${probe}:`);
  });

  it.each(own)('$name is replaced without a gap, with time to stop, and spread', ({ text, name }) => {
    expect(text).toMatch(/maxUnavailable: 0\n/);
    expect(text).toMatch(/terminationGracePeriodSeconds: 45\n/);
    expect(valuesIn(text, /topologyKey: (\S+)/g)).toEqual([
      'kubernetes.io/hostname',
      'topology.kubernetes.io/zone',
    ]);
    const budgets = manifests.filter(({ kind }) => kind === 'PodDisruptionBudget');
    expect(budgets.map((budget) => budget.name)).toContain(name);
  });

  it.each(own)('$name has the memory that its process takes', async (workload) => {
    const { requests, limits } = resourcesOf(workload);
    const threads = wholeCores({ cores: limits.cores, memoryBytes: limits.memoryMi * MIB });
    const [worker, api] = await plannedMb(threads);
    const isWorker = workload.name === 'agrobot-worker';
    expect(requests.memoryMi).toBeGreaterThanOrEqual(isWorker ? worker : api);
    expect(limits.memoryMi).toBeGreaterThanOrEqual(isWorker ? 2 * worker : api);
  });

  it('of one machine finds room on two cores, the one that replaces a worker too', () => {
    const single = textOf('overlays/single-node/kustomization.yaml');
    const worker = coresIn(/requests\/cpu\n +value: (\S+)/.exec(single)![1]!);
    const others = workloads.filter(({ name }) => name !== 'agrobot-worker');
    const all = others.reduce((sum, each) => sum + resourcesOf(each).requests.cores, 2 * worker);
    // The rest is the cluster's own.
    expect(all).toBeLessThanOrEqual(1.5);
  });

  it('a worker can end itself, which process 1 cannot', () => {
    expect(own.find(({ name }) => name === 'agrobot-worker')?.text).toContain('shareProcessNamespace: true');
  });
});

it('runs the version of this checkout, and says so in its labels', async () => {
  const { version } = JSON.parse(await repository('package.json')) as { version: string };
  const base = textOf('base/kustomization.yaml');
  expect(/newTag: (\S+)/.exec(base)?.[1]).toBe(version);
  expect(/kubernetes\.io\/version: (\S+)/.exec(base)?.[1]).toBe(version);
});

it('configures Redis as Docker Compose does', async () => {
  expect(textOf('components/redis/redis.conf')).toBe(await repository('deploy/redis/redis.conf'));
});
