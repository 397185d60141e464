import { describe, expect, it } from 'vitest';
import {
  ConfigurationError,
  readEnvironment,
  type Environment,
} from '../../../../src/shared/process/configuration.js';
import { traceSettings, traceVariables } from '../../../../src/shared/process/traces/variables.js';

const settingsOf = (env: Environment) => traceSettings(readEnvironment(env, traceVariables));
const COLLECTOR = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

describe('traces', () => {
  it.each<[string, Environment]>([
    ['no collector is named', {}],
    ['its name is empty', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }],
    ['OpenTelemetry is disabled', { ...COLLECTOR, OTEL_SDK_DISABLED: 'true' }],
    ['there is no exporter', { ...COLLECTOR, OTEL_TRACES_EXPORTER: 'none' }],
  ])('are off where %s', (_, env) => {
    expect(settingsOf(env)).toBeNull();
  });

  it.each<[string, Environment]>([
    ['http://collector:4318/v1/traces', COLLECTOR],
    ['http://collector:4318/v1/traces', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' }],
    ['https://otlp.example/eu/v1/traces', { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otlp.example/eu' }],
    ['http://tempo/own', { ...COLLECTOR, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://tempo/own' }],
  ])('go to %s', (url, env) => {
    expect(settingsOf(env)?.url).toBe(url);
  });

  it('are all kept where the caller does not decide', () => {
    expect(settingsOf(COLLECTOR)).toMatchObject({
      serviceName: null,
      headers: {},
      resource: {},
      sampler: { name: 'parentbased_always_on', ratio: 1 },
    });
  });

  it('take headers and attributes as OpenTelemetry writes them', () => {
    const env = {
      ...COLLECTOR,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20YWdybw==, x-tenant = huila,',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=prueba,team=caf%C3%A9',
    };
    expect(settingsOf(env)).toMatchObject({
      headers: { authorization: 'Basic YWdybw==', 'x-tenant': 'huila' },
      resource: { 'deployment.environment.name': 'prueba', team: 'café' },
    });
  });

  it.each<[Environment, string]>([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, 'OTEL_EXPORTER_OTLP_ENDPOINT must be http://'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' }, 'OTEL_EXPORTER_OTLP_ENDPOINT must be http://'],
    [{ OTEL_TRACES_SAMPLER: 'sometimes' }, 'OTEL_TRACES_SAMPLER must be one of always_on'],
    [{ OTEL_TRACES_SAMPLER_ARG: '5' }, 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1'],
    [{ OTEL_TRACES_SAMPLER_ARG: 'all' }, 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1'],
    [{ OTEL_TRACES_EXPORTER: 'console' }, 'OTEL_TRACES_EXPORTER must be "otlp" or "none"'],
    [{ OTEL_SDK_DISABLED: 'perhaps' }, 'OTEL_SDK_DISABLED must be "true" or "false"'],
    [{ OTEL_RESOURCE_ATTRIBUTES: 'team' }, 'OTEL_RESOURCE_ATTRIBUTES must be name=value'],
  ])('refuse %o', (env, message) => {
    expect(() => settingsOf(env)).toThrow(ConfigurationError);
    expect(() => settingsOf(env)).toThrow(message);
  });

  it('never tell what stands in the headers', () => {
    const env = { OTEL_EXPORTER_OTLP_HEADERS: 's3cret' };
    expect(() => settingsOf(env)).toThrow(
      /^OTEL_EXPORTER_OTLP_HEADERS must be name=value, separated by commas, percent-encoded$/,
    );
  });
});
