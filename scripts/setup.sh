# Sourced by ./scripts/site and ./scripts/test: environments from hash-locked lists, made once.

find_python() {
  for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
    if command -v "$name" >/dev/null 2>&1 &&
       "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return 0
    fi
  done
  echo "Python 3.11 oder neuer fehlt: https://www.python.org/downloads/" >&2
  return 2
}

# set_up FOLDER LIST [LIST ...]: an environment with what the lists lock; done lists are not done again.
set_up() {
  venv=$1
  shift
  base=$(cat scripts/setup.sh pyproject.toml | cksum)
  if ! grep -qsFx "$base" "$venv/.locked"; then
    python=$(find_python) || exit 2
    echo "Richte $venv ein (einmalig, etwa eine Minute) …" >&2
    rm -rf "$venv"
    "$python" -m venv "$venv" || {
      echo "Das Modul venv fehlt; unter Debian und Ubuntu: apt install python3-venv" >&2
      exit 2
    }
    echo "$base" > "$venv/.locked"
    [ "$venv" = .venv ] && install_lotse
  fi
  for list in scripts/requirements/pip.txt "$@"; do
    wanted="$list $(cksum < "$list")"
    if ! grep -qsFx "$wanted" "$venv/.locked"; then
      "$venv/bin/python" -m pip install --no-compile --quiet --disable-pip-version-check --require-hashes -r "$list" || exit 2
      echo "$wanted" >> "$venv/.locked"
    fi
  done
}

# Our own package needs no build tools: a path file and a start script are all an installation would leave.
install_lotse() {
  site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  echo "$PWD/scripts" > "$site/lotse.pth"
  printf '#!%s\nfrom lotse.cli import main\n\nmain(prog_name="lotse")\n' "$PWD/.venv/bin/python" > .venv/bin/lotse
  chmod +x .venv/bin/lotse
}
