import type { VariableTable } from './variable.js';

/** Of the command line and docker-compose.yml. */
export const OPERATOR_VARIABLES = {
  cli: {
    AGROBOT_URL: {
      meaning: 'where `ask`, `explain` and `demo` find the API',
      without: 'the running instance, else `http://127.0.0.1:5017`',
      readBy: ['cli'],
    },
    AGROBOT_API_KEY: { meaning: 'sent where the API wants keys', secret: true, readBy: ['cli'] },
    AGROBOT_VAR: {
      meaning:
        "folder of the running instance: its Redis' data, logs and address; another one for a second instance",
      without: '`var`',
      readBy: ['cli'],
    },
  },
  compose: {
    AGROBOT_IMAGE: {
      meaning:
        'name of the image that is built and run; with a registry before it (`registry.example.org/agrobot`), `deploy/deploy.sh` pushes and pulls it there',
      without: '`agrobot`',
      readBy: ['compose'],
    },
    AGROBOT_VERSION: {
      meaning: 'of that image; `deploy/deploy.sh` writes it when it has brought a version into service',
      without: "this checkout's",
      readBy: ['compose'],
    },
    AGROBOT_PORT: {
      meaning: 'of the machine, where nginx is reached; `PORT` is that of the API behind it',
      without: '5017',
      readBy: ['compose'],
    },
    TLS_PORT: {
      meaning: 'of the machine, where nginx serves TLS (docker-compose.tls.yml)',
      without: '443',
      readBy: ['compose'],
    },
    PROMETHEUS_PORT: {
      meaning: 'of 127.0.0.1, where Prometheus is looked at',
      without: '9090',
      readBy: ['compose'],
    },
    GRAFANA_PORT: {
      meaning: 'of 127.0.0.1, where Grafana is looked at',
      without: '3000',
      readBy: ['compose'],
    },
    SYSLOG_ADDRESS: {
      meaning: 'where logs go with docker-compose.syslog.yml',
      without: 'udp://127.0.0.1:514',
      readBy: ['compose'],
    },
    FLUENTD_ADDRESS: {
      meaning: 'where logs go with docker-compose.fluentd.yml',
      without: '127.0.0.1:24224',
      readBy: ['compose'],
    },
  },
} as const satisfies VariableTable;
