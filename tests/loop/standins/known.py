"""The secrets and names that the stand-ins expect: what is not one of these is refused."""

import base64

REPOSITORY = "uwinezadenyse605/School-time-table-management"
TOKEN = "ghs_StandInToken0123456789"
KUBECONFIG = "kind: Config\n"
SLACK_URL = "https://hooks.slack.com/services/T0/B0/stand-in"
PROMETHEUS_URL = "https://prometheus.stand-in.example:9090"
HEALTH_URL = "https://timetable.example.org/healthz"
DB_HOST = "127.0.0.1"
DB_USER = "reader"
DB_PASSWORD = 'pa"ss\\word stand-in'

SECRETS = {
    "GITHUB_TOKEN": TOKEN,
    "KUBE_CONFIG_DATA": base64.b64encode(KUBECONFIG.encode()).decode(),
    "SLACK_WEBHOOK_URL": SLACK_URL,
    "PROMETHEUS_URL": PROMETHEUS_URL,
    "DB_HOST": DB_HOST,
    "DB_USER": DB_USER,
    "DB_PASSWORD": DB_PASSWORD,
}
"""What the environment `alertflow` holds, if all is set up, and the token of the run."""

TELLTALES = (TOKEN, SECRETS["KUBE_CONFIG_DATA"], SLACK_URL, PROMETHEUS_URL, DB_PASSWORD)
"""Text that must never be printed, kept or sent, except to the service it belongs to."""
