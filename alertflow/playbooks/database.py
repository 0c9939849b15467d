"""Databases: whether they can be reached, answer and replicate. Nothing here changes a database."""

from __future__ import annotations

from pydantic import Field

from alertflow.declared import Declared
from alertflow.model.command import Command, Secret

_MYSQL = r"""
needs_tool mysql
for variable in DB_HOST DB_USER DB_PASSWORD; do
  [ -n "${!variable:-}" ] || skip "there is no $variable: its secret is not set"
done
# As a file that is never on disk, and not as arguments, which every process of the machine can read.
options() {
  local name value
  printf '[client]\nport=%s\nconnect-timeout=10\n' "$DB_PORT"
  for name in host user password; do
    value=DB_${name^^} value=${!value//\\/\\\\}
    printf '%s="%s"\n' "$name" "${value//$'\n'/\\n}"
  done
}
query() { mysql --defaults-extra-file=<(options) --batch "$@"; }
""".lstrip()

_REACHABILITY = r"""
needs_tool getent timeout
[ -n "${DB_HOST:-}" ] || skip "there is no DB_HOST: its secret is not set"
if ! getent hosts "$DB_HOST" >/dev/null; then
  conclude "network: the name of the database server cannot be resolved"
  exit 1
fi
# shellcheck disable=SC2016 # expanded by the inner bash
if timeout 10 bash -c 'exec 3<>"/dev/tcp/$1/$2"' connect "$DB_HOST" "$DB_PORT"; then
  conclude "network: port $DB_PORT of the database server accepts connections"
else
  conclude "network: port $DB_PORT of the database server does not accept connections"
  exit 1
fi
""".lstrip()

_CONNECTIVITY = (
    _MYSQL
    + r"""
if answer=$(query --execute "SELECT 1" 2>&1); then
  conclude "database: it accepts the credentials and answers"
  exit 0
fi
printf '%s\n' "$answer"
case $answer in
  *"ERROR 1045"* | *"ERROR 1044"* | *"ERROR 1698"*) conclude "cause: the database refuses the credentials" ;;
  *"ERROR 1040"* | *"ERROR 1203"*) conclude "cause: the database has too many connections" ;;
  *"ERROR 200"[23]* | *"ERROR 2013"*) conclude "cause: the database cannot be reached" ;;
  *"ERROR 2005"*) conclude "cause: the name of the database server cannot be resolved" ;;
  *) conclude "cause: unknown, the database does not answer SELECT 1" ;;
esac
exit 1
"""
)

_REPLICATION = (
    _MYSQL
    + r"""
# MySQL before 8.0.22 and MariaDB before 10.5 know only the older statement.
status=$(query --execute 'SHOW REPLICA STATUS\G' 2>/dev/null) ||
  status=$(query --execute 'SHOW SLAVE STATUS\G')
printf '%s\n' "$status"
# value REGEX: of the first line of the status whose name is one of these.
value() { awk -F ': ' -v name="^ *($1)\$" '$1 ~ name { print $2; exit }' <<<"$status"; }
io=$(value 'Replica_IO_Running|Slave_IO_Running') sql=$(value 'Replica_SQL_Running|Slave_SQL_Running')
behind=$(value 'Seconds_Behind_Source|Seconds_Behind_Master')
if [ -z "$io" ]; then
  conclude "replication: this server is no replica"
elif [ "$io $sql" = "Yes Yes" ]; then
  conclude "replication: it runs, ${behind:-an unknown number of} seconds behind"
else
  conclude "replication: it is broken (receives: $io, applies: $sql); people decide about a failover"
fi
"""
)


class MySQL(Declared):
    """A MySQL or MariaDB server, whose address and credentials are secrets.

    The account needs no more than to connect and, for `replication`, the privilege REPLICATION CLIENT.
    The password goes to the client through a file descriptor: neither a file nor an argument holds it.
    Every command is skipped with a warning while a secret is not set, or where there is no client.
    """

    host: Secret = Secret("DB_HOST")
    user: Secret = Secret("DB_USER")
    password: Secret = Secret("DB_PASSWORD")
    port: int = Field(default=3306, ge=1, le=65535)
    name: str = Field(default="mysql", kw_only=False, pattern=r"^[a-z0-9][a-z0-9.-]*$")
    """What people call it: part of titles, and of the target `database/NAME`."""

    def reachability(self) -> Command:
        """Resolves the server's name and opens its port; concludes which fails. Changes nothing."""
        return self._command("reachability", "Network path to", _REACHABILITY)

    def connectivity(self) -> Command:
        """Runs `SELECT 1`; concludes whether a failure is of the network or the credentials."""
        return self._command("connectivity", "Connection to", _CONNECTIVITY)

    def replication(self) -> Command:
        """Prints the replica's status; concludes whether it runs, and how far behind it is."""
        return self._command("replication", "Replication of", _REPLICATION)

    def _command(self, name: str, title: str, script: str) -> Command:
        needed = {"DB_HOST": self.host}
        if script is not _REACHABILITY:
            needed |= {"DB_USER": self.user, "DB_PASSWORD": self.password}
        return Command(
            f"database-{name}",
            title=f"{title} database/{self.name}",
            script=script,
            env={"DB_PORT": str(self.port)},
            system="database",
            target=f"database/{self.name}",
            secrets=[
                secret if secret.variable == variable else Secret(secret.name, env=variable)
                for variable, secret in needed.items()
            ],
            timeout="2m",
        )
