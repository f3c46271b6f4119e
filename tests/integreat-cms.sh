#!/usr/bin/env bash
# integreat-cms.sh - a throw-away Integreat CMS on loopback, for integration tests.
#
#   integreat-cms.sh DIR [up]      install what is missing, start, print base URL and push token
#   integreat-cms.sh DIR down      stop the web server and the database (by their pid files)
#   integreat-cms.sh DIR status    say what runs
#   integreat-cms.sh DIR seed      re-run the seed (adds what is missing, keeps tokens)
#   integreat-cms.sh DIR py FILE   run a Python file inside the configured Django (for checks)
#
# Everything lies under DIR: the Python environment, the database cluster, logs, pid files, and
#   DIR/integreat.env   shell variables for the tests (mode 600)
#   DIR/tokens.json     every page with its id, push token and languages (mode 600)
# Only apt and pip are used. Needs root once (apt, chroot). Nothing listens outside 127.0.0.1;
# the database listens on a unix socket only. No Redis, no Celery, no outgoing requests.
#
# Settings from the environment:
#   INTEGREAT_VERSION  2026.10.0   wants Python 3.13; 2026.7.1 is the last that runs on 3.11 (to 3.13)
#   INTEGREAT_MODE     auto        native | chroot | auto (native when a fitting Python is here)
#   INTEGREAT_PORT     a free one  port of the web server
#   INTEGREAT_REGION   aachen      slug of the region
#   INTEGREAT_LANGS    "de en ar tr"             the first is the region's default language
#   INTEGREAT_PAGES    "einbuergerung voraussetzungen unterlagen"   the first is the parent page
#   INTEGREAT_XLIFF    xliff-1.2   or xliff-2.0: the version that the CMS exports (takes effect on a start)
#   INTEGREAT_ADMIN_PASSWORD  random             password of the seeded superuser "redaktion"
set -euo pipefail
umask 022

usage() { sed -n '2,/^set -euo/p' "$0" | sed '$d; s/^# \{0,1\}//'; exit 2; }
[ $# -ge 1 ] || usage
case $1 in -h|--help) usage;; esac
mkdir -p "$1"
DIR=$(cd "$1" && pwd -P)
CMD=${2:-up}

VERSION=${INTEGREAT_VERSION:-2026.10.0}
MODE=${INTEGREAT_MODE:-auto}
REGION=${INTEGREAT_REGION:-aachen}
LANGS=${INTEGREAT_LANGS:-de en ar tr}
PAGES=${INTEGREAT_PAGES:-einbuergerung voraussetzungen unterlagen}
DB=integreat

log() { printf '%s %s\n' "[integreat $(date +%H:%M:%S)]" "$*" >&2; }
die() { log "ERROR: $*"; exit 1; }
is_root() { [ "$(id -u)" = 0 ]; }

# ---------------------------------------------------------------- mode and layout
find_python() {  # prints a host interpreter that the wanted version accepts, or nothing
  local want py v
  case $VERSION in
    2026.[1-7].*|2026.[1-7]) want="3.13 3.12 3.11";;
    *) want="3.13";;
  esac
  for v in $want; do
    for py in "python$v" python3; do
      command -v "$py" >/dev/null 2>&1 || continue
      if [ "$("$py" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$v" ]; then
        command -v "$py"; return 0
      fi
    done
  done
  return 0
}

if [ -f "$DIR/mode" ]; then
  MODE=$(cat "$DIR/mode")        # once chosen, kept
elif [ "$MODE" = auto ]; then
  if [ -n "$(find_python)" ]; then MODE=native; else MODE=chroot; fi
fi
case $MODE in native|chroot) ;; *) die "INTEGREAT_MODE must be auto, native or chroot";; esac

ROOT=$DIR/root                                # only used in chroot mode
if [ "$MODE" = chroot ]; then
  S=/srv/integreat; H=$ROOT$S                 # S: path as the programs see it, H: as the host sees it
  PYSYS=/usr/bin/python3.13
else
  S=$DIR/srv; H=$S
  PYSYS=$(find_python)
fi
VENV=$S/venv

inside() {  # run a command where the CMS lives, with a clean environment
  local -a e=(PATH="$VENV/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" HOME="$S" LANG=C.UTF-8
              TMPDIR=/tmp)
  local n
  for n in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    if [ -n "${!n:-}" ]; then e+=("$n=${!n}"); fi
  done
  if [ -f "$H/cms.env" ]; then
    while IFS= read -r n; do if [ -n "$n" ]; then e+=("$n"); fi; done < "$H/cms.env"
  fi
  if [ "$MODE" = chroot ]; then chroot "$ROOT" /usr/bin/env -i "${e[@]}" "$@"
  else env -i "${e[@]}" "$@"; fi
}

pg() {  # run a PostgreSQL program as the user that owns the cluster
  local bin=$1; shift
  if [ "$MODE" = chroot ]; then
    chroot --userspec=postgres:postgres "$ROOT" /usr/bin/env -i LANG=C.UTF-8 PATH="$PGBIN:/usr/bin:/bin" "$PGBIN/$bin" "$@"
  elif is_root; then
    ( cd / && runuser -u postgres -- env LANG=C.UTF-8 "$PGBIN/$bin" "$@" )
  else
    env LANG=C.UTF-8 "$PGBIN/$bin" "$@"
  fi
}

find_pgbin() {
  local p base=
  if [ "$MODE" = chroot ]; then base=$ROOT; fi
  p=$(ls -d "$base"/usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n1 || true)
  PGBIN=${p#"$base"}
}

apt_install() {
  is_root || die "missing Debian packages ($*): install them, or run this once as root"
  log "apt: $*"
  if [ -z "${APT_UPDATED:-}" ]; then apt-get update -qq >/dev/null; APT_UPDATED=1; fi
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "$@" >/dev/null
}

# ---------------------------------------------------------------- stages
stage_system() {
  local libs="libmagic1 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libcairo2"
  if [ "$MODE" = native ]; then
    [ -n "$PYSYS" ] || die "version $VERSION needs another Python than this machine has; use INTEGREAT_MODE=chroot, or INTEGREAT_VERSION=2026.7.1"
    local need=() p
    ls -d /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need+=(postgresql)
    for p in $libs; do
      dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || need+=("$p")
    done
    if [ ${#need[@]} -gt 0 ]; then apt_install "${need[@]}"; fi
  elif [ ! -f "$DIR/.root-done" ]; then
    is_root || die "chroot mode needs root"
    command -v debootstrap >/dev/null || apt_install debootstrap
    # the mirror this machine already uses, so that no address stands in this file
    local mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' 2>/dev/null | head -n1 || true)
    log "debootstrap: a small Debian 13 with Python 3.13 and PostgreSQL 17 (about 2 minutes)"
    if [ -e "$ROOT" ]; then umount "$ROOT/proc" 2>/dev/null || true; rm -rf --one-file-system "$ROOT"; fi
    debootstrap --variant=minbase \
      --include=python3.13,python3.13-venv,ca-certificates,postgresql,libmagic1t64,libpango-1.0-0,libpangoft2-1.0-0,libharfbuzz-subset0,libcairo2 \
      trixie "$ROOT" ${mirror:+"$mirror"} > "$DIR/debootstrap.log" 2>&1 || die "debootstrap failed, see $DIR/debootstrap.log"
    # nothing stays mounted in there, so that DIR can be removed without risk
    umount "$ROOT/proc" 2>/dev/null || true
    umount "$ROOT/sys" 2>/dev/null || true
    rm -rf "$ROOT"/var/cache/apt/archives/*.deb "$ROOT"/var/lib/apt/lists/*
    touch "$DIR/.root-done"
  fi
  if [ "$MODE" = chroot ]; then   # names and certificates as on the host
    cp -L /etc/resolv.conf "$ROOT/etc/resolv.conf" 2>/dev/null || true
    cp -L /etc/hosts "$ROOT/etc/hosts" 2>/dev/null || true
    cp -L /etc/ssl/certs/ca-certificates.crt "$ROOT/etc/ssl/certs/ca-certificates.crt" 2>/dev/null || true
  fi
  echo "$MODE" > "$DIR/mode"
  find_pgbin
  [ -n "$PGBIN" ] || die "no PostgreSQL server binaries found"
  mkdir -p "$H"/{run,log,media,xliff,pdf}
}

stage_pip() {
  if [ "$(cat "$H/.pip-done" 2>/dev/null || true)" = "$VERSION" ]; then return 0; fi
  log "pip: integreat-cms $VERSION (about 2 minutes)"
  inside "$PYSYS" -m venv --clear "$VENV"
  local -a e=(PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_DEFAULT_TIMEOUT=180)
  local idx=${PIP_INDEX_URL:-}
  if [ -z "$idx" ]; then idx=$(python3 -m pip config get global.index-url 2>/dev/null || true); fi
  if [ -n "$idx" ]; then e+=("PIP_INDEX_URL=$idx"); fi
  if [ -f /etc/ssl/certs/ca-certificates.crt ]; then e+=(PIP_CERT=/etc/ssl/certs/ca-certificates.crt); fi
  inside env "${e[@]}" "$VENV/bin/pip" install -q "integreat-cms[pinned]==$VERSION" > "$H/log/pip.log" 2>&1 \
    || { tail -n 20 "$H/log/pip.log" >&2; die "pip failed"; }
  echo "$VERSION" > "$H/.pip-done"
}

stage_db() {
  if [ ! -f "$H/pg/PG_VERSION" ]; then
    [ ${#S} -le 80 ] || die "DIR is too long for a unix socket path: choose a shorter one"
    log "initdb"
    mkdir -p "$H/pg"; chmod 700 "$H/pg"
    if [ "$MODE" = chroot ]; then chroot "$ROOT" chown postgres:postgres "$S/pg" "$S/run" "$S/log"
    elif is_root; then
      chown postgres:postgres "$H/pg" "$H/run" "$H/log"
      ( cd / && runuser -u postgres -- test -x "$H/pg" ) || die "the user postgres cannot enter $H: choose a DIR such as /tmp/integreat"
    fi
    pg initdb -D "$S/pg" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 > "$H/log/initdb.log" 2>&1 || die "initdb failed, see $H/log/initdb.log"
    cat >> "$H/pg/postgresql.conf" <<EOF
listen_addresses = ''
unix_socket_directories = '$S/run'
unix_socket_permissions = 0700
dynamic_shared_memory_type = mmap
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 20
EOF
    # the socket is private to the owner (and root): trust is enough for a test cluster
  fi
  if ! pg pg_ctl -D "$S/pg" status >/dev/null 2>&1; then
    log "starting PostgreSQL"
    pg pg_ctl -D "$S/pg" -l "$S/log/postgres.log" -w -t 60 start >/dev/null || die "PostgreSQL did not start, see $H/log/postgres.log"
  fi
  if [ "$(pg psql -h "$S/run" -U postgres -Atqc "select 1 from pg_roles where rolname='$DB'" postgres)" != 1 ]; then
    pg createuser -h "$S/run" -U postgres "$DB"
  fi
  if [ "$(pg psql -h "$S/run" -U postgres -Atqc "select 1 from pg_database where datname='$DB'" postgres)" != 1 ]; then
    pg createdb -h "$S/run" -U postgres -O "$DB" "$DB"
  fi
}

stage_config() {
  if [ ! -f "$H/secret" ]; then ( umask 077; head -c 48 /dev/urandom | base64 | tr -d '\n/+=' > "$H/secret" ); fi
  if [ -n "${INTEGREAT_PORT:-}" ]; then echo "$INTEGREAT_PORT" > "$DIR/port"
  elif [ ! -s "$DIR/port" ]; then
    inside "$VENV/bin/python" -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])' > "$DIR/port"
  fi
  PORT=$(cat "$DIR/port"); BASE=http://127.0.0.1:$PORT
  ( umask 077; cat > "$H/cms.env" <<EOF
DJANGO_SETTINGS_MODULE=integreat_cms.core.settings
INTEGREAT_CMS_SECRET_KEY=$(cat "$H/secret")
INTEGREAT_CMS_BASE_URL=$BASE
INTEGREAT_CMS_SHORT_LINKS_URL=$BASE
INTEGREAT_CMS_WEBAPP_URL=https://integreat.app
INTEGREAT_CMS_DB_HOST=$S/run
INTEGREAT_CMS_DB_NAME=$DB
INTEGREAT_CMS_DB_USER=$DB
INTEGREAT_CMS_DB_PASSWORD=
INTEGREAT_CMS_LOGFILE=$S/log/cms.log
INTEGREAT_CMS_MEDIA_ROOT=$S/media
INTEGREAT_CMS_XLIFF_ROOT=$S/xliff
INTEGREAT_CMS_PDF_ROOT=$S/pdf
INTEGREAT_CMS_REDIS_CACHE=0
INTEGREAT_CMS_BACKGROUND_TASKS_ENABLED=0
INTEGREAT_CMS_LINKCHECK_DISABLE_LISTENERS=1
INTEGREAT_CMS_NOMINATIM_API_ENABLED=0
INTEGREAT_CMS_XLIFF_EXPORT_VERSION=${INTEGREAT_XLIFF:-xliff-1.2}
CELERY_REDIS_URL=memory://
EOF
  )
}

stage_migrate() {
  if [ "$(cat "$H/.migrate-done" 2>/dev/null || true)" = "$VERSION" ]; then return 0; fi
  log "migrate (about 1 minute)"
  inside "$VENV/bin/integreat-cms-cli" migrate --no-input > "$H/log/migrate.log" 2>&1 \
    || { tail -n 25 "$H/log/migrate.log" >&2; die "migrate failed"; }
  echo "$VERSION" > "$H/.migrate-done"
}

write_seed() {
  cat > "$H/seed.py" <<'EOF'
"""Adds region, languages, pages and push tokens to an empty CMS; safe to run again."""
import json, os, secrets, uuid
import django
django.setup()
from cacheops import no_invalidation
from integreat_cms.cms.models import Language, LanguageTreeNode, Page, PageTranslation, Region, User

# Newer versions (seen: 2026.10.0) empty the page cache on every tree change even when Redis is switched off, and
# the Redis client then retries for several seconds; nothing is cached here, so skip that.
no_invalidation.__enter__()

KNOWN = {  # slug: (BCP 47 tag, native name, English name, rtl, country, table of contents)
    "de": ("de-DE", "Deutsch", "German", False, "de", "Inhaltsverzeichnis"),
    "de-si": ("de-si", "Deutsch (leicht)", "German (easy)", False, "de", "Inhaltsverzeichnis"),
    "en": ("en-GB", "English", "English", False, "gb", "Table of contents"),
    "ar": ("ar-arb", "العربية", "Arabic", True, "ab", "المحتويات"),
    "tr": ("tr-TR", "Türkçe", "Turkish", False, "tr", "İçindekiler"),
    "uk": ("uk-UA", "Українська", "Ukrainian", False, "ua", "Зміст"),
    "ru": ("ru-RU", "Русский", "Russian", False, "ru", "Содержание"),
    "fr": ("fr-FR", "Français", "French", False, "fr", "Table des matières"),
    "es": ("es-ES", "Español", "Spanish", False, "es", "Índice"),
    "pl": ("pl-PL", "Polski", "Polish", False, "pl", "Spis treści"),
    "ro": ("ro-RO", "Română", "Romanian", False, "ro", "Cuprins"),
    "fa": ("fa-IR", "فارسی", "Farsi", True, "ir", "فهرست"),
    "prs": ("fa-AF", "دری", "Dari", True, "af", "فهرست"),
    "ckb": ("ckb", "کوردی (سۆرانی)", "Sorani", True, "iq", "ناوەڕۆک"),
    "kmr": ("kmr", "Kurmancî", "Kurmanji", False, "tr", "Naverok"),
    "sq": ("sq-AL", "Shqip", "Albanian", False, "al", "Përmbajtja"),
}
env = os.environ
langs, slugs = env["SEED_LANGS"].split(), env["SEED_PAGES"].split()

region, _ = Region.objects.get_or_create(slug=env["SEED_REGION"], defaults=dict(
    name="Aachen (Testregion)", status="ACTIVE", administrative_division="REGION",
    latitude=50.7753, longitude=6.0839, postal_code="52062", admin_mail="redaktion@example.org",
    fallback_translations_enabled=False))

root = LanguageTreeNode.objects.filter(region=region, depth=1).first()
for i, slug in enumerate(langs):
    bcp, native, english, rtl, country, toc = KNOWN.get(slug, (slug, slug, slug, False, "de", slug))
    language, _ = Language.objects.get_or_create(slug=slug, defaults=dict(
        bcp47_tag=bcp, native_name=native, english_name=english, primary_country_code=country,
        text_direction="RIGHT_TO_LEFT" if rtl else "LEFT_TO_RIGHT", table_of_contents=toc))
    if LanguageTreeNode.objects.filter(region=region, language=language).exists():
        continue
    if root is None:
        root = LanguageTreeNode.add_root(region=region, language=language)
    else:
        root = LanguageTreeNode.objects.get(pk=root.pk)
        root.add_child(region=region, language=language, parent=root)


def page(slug, languages, parent=None, status="PUBLIC", token=True):
    existing = PageTranslation.objects.filter(
        slug=slug, page__region=region, language__slug=langs[0]).first()
    if existing:
        node = existing.page
    elif parent is None:
        node = Page.add_root(region=region)
    else:
        parent = Page.objects.get(pk=parent.pk)
        node = parent.add_child(region=region, parent=parent)   # the extra parent column is not set by the tree
    node = Page.objects.get(pk=node.pk)
    if token and not node.api_token:
        node.api_token = str(uuid.uuid4())     # what the editor's browser makes, too
        node.save()
    for code in languages:
        if node.translations.filter(language__slug=code).exists():
            continue
        PageTranslation.objects.create(
            page=node, language=Language.objects.get(slug=code), slug=slug, version=1,
            title=f"{slug.replace('-', ' ').capitalize()} ({code})", status=status,
            content=f"<p>Platzhalter ({code})</p>")
    return {"id": node.pk, "token": node.api_token or None, "status": status,
            "languages": sorted(set(node.translations.values_list("language__slug", flat=True)))}


out = {"base_url": env["INTEGREAT_CMS_BASE_URL"], "region": region.slug, "languages": langs, "pages": {}}
first = None
for slug in slugs:
    out["pages"][slug] = page(slug, langs, parent=first)
    first = first or Page.objects.get(pk=out["pages"][slug]["id"])
# three pages on which a push must go wrong or stay unseen
out["pages"]["nur-deutsch"] = page("nur-deutsch", langs[:1])
out["pages"]["entwurf"] = page("entwurf", langs, status="DRAFT")
out["pages"]["ohne-token"] = page("ohne-token", langs, token=False)

pw = env.get("SEED_PASSWORD") or secrets.token_urlsafe(12)
user, new = User.objects.get_or_create(username="redaktion", defaults=dict(
    email="redaktion@example.org", is_superuser=True, is_staff=True))
if new:
    user.set_password(pw)
    user.save()
    out["admin"] = {"username": "redaktion", "password": pw}
elif os.path.exists(env["SEED_OUT"]):
    with open(env["SEED_OUT"], encoding="utf-8") as fh:
        out["admin"] = json.load(fh).get("admin")
with open(env["SEED_OUT"], "w", encoding="utf-8") as fh:
    json.dump(out, fh, ensure_ascii=False, indent=1)
EOF
}

stage_seed() {
  log "seed: region $REGION, languages $LANGS"
  write_seed
  inside env SEED_REGION="$REGION" SEED_LANGS="$LANGS" SEED_PAGES="$PAGES" SEED_OUT="$S/tokens.json" \
    SEED_PASSWORD="${INTEGREAT_ADMIN_PASSWORD:-}" "$VENV/bin/python" "$S/seed.py" > "$H/log/seed.log" 2>&1 \
    || { tail -n 25 "$H/log/seed.log" >&2; die "seed failed"; }
  install -m 600 "$H/tokens.json" "$DIR/tokens.json"
  local first; first=${PAGES%% *}
  ( umask 077; inside "$VENV/bin/python" - "$S/tokens.json" "$first" > "$DIR/integreat.env" <<'EOF'
import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8")); p = d["pages"][sys.argv[2]]
print(f"INTEGREAT_BASE_URL={d['base_url']}\nINTEGREAT_REGION={d['region']}\n"
      f"INTEGREAT_PAGE_ID={p['id']}\nINTEGREAT_PUSH_TOKEN={p['token']}")
EOF
  )
}

web_pid() {  # the pid of our gunicorn, or nothing
  local p; p=$(cat "$H/run/gunicorn.pid" 2>/dev/null || true)
  if [ -n "$p" ] && tr '\0' ' ' < "/proc/$p/cmdline" 2>/dev/null | grep -q "gunicorn.*$S/run/gunicorn.pid"; then echo "$p"; fi
}

stage_web() {
  if [ -z "$(web_pid)" ]; then
    rm -f "$H/run/gunicorn.pid"
    log "starting the web server on $BASE"
    # the factory form: the package's own wsgi callable builds a new Django handler per request
    inside "$VENV/bin/gunicorn" --daemon --chdir "$S" --pid "$S/run/gunicorn.pid" --bind "127.0.0.1:$PORT" \
      --workers 1 --threads 4 --timeout 120 --worker-tmp-dir /tmp \
      --error-logfile "$S/log/gunicorn.log" --access-logfile "$S/log/access.log" \
      'django.core.wsgi:get_wsgi_application()'
  fi
  for _ in $(seq 1 60); do
    if inside "$VENV/bin/python" -c 'import sys,urllib.request as u; u.urlopen(sys.argv[1],timeout=20).read()' \
         "$BASE/api/v3/regions/" >/dev/null 2>&1; then return 0; fi
    sleep 1
  done
  die "the web server does not answer, see $H/log/gunicorn.log"
}

down() {
  local p; p=$(web_pid)
  if [ -n "$p" ]; then
    kill "$p" 2>/dev/null || true
    for _ in $(seq 1 30); do if [ -z "$(web_pid)" ]; then break; fi; sleep 0.5; done
    log "web server stopped (pid $p)"
  fi
  find_pgbin
  if [ -n "${PGBIN:-}" ] && [ -f "$H/pg/postmaster.pid" ]; then
    p=$(head -n1 "$H/pg/postmaster.pid")
    pg pg_ctl -D "$S/pg" -m fast -w stop >/dev/null && log "PostgreSQL stopped (pid $p)"
  fi
}

case $CMD in
  up)
    t0=$(date +%s)
    stage_system; stage_pip; stage_db; stage_config; stage_migrate; stage_seed; stage_web
    log "ready after $(( $(date +%s) - t0 )) s; stop with: $0 $DIR down"
    cat "$DIR/integreat.env"
    echo "INTEGREAT_TOKENS=$DIR/tokens.json"
    ;;
  down) down;;
  seed) find_pgbin; stage_config; stage_seed; cat "$DIR/integreat.env";;
  py)
    [ -f "${3:-}" ] || usage
    install -m 644 "$3" "$H/job.py"; inside "$VENV/bin/python" "$S/job.py";;
  status)
    p=$(web_pid); if [ -n "$p" ]; then echo "web: pid $p, port $(cat "$DIR/port")"; else echo "web: down"; fi
    if [ -f "$H/pg/postmaster.pid" ]; then echo "database: pid $(head -n1 "$H/pg/postmaster.pid")"; else echo "database: down"; fi
    ;;
  *) usage;;
esac
