import { surveyParts } from '../site/survey.ts';

/**
 * What the programs of all jobs share. Around it are `root` (folder of the run), `control` (of the job, and the current
 * one), `out`, `tmp` and `stage`. POSIX, but for `date +%N`, `setsid` and GNU time, which are done without where they are
 * missing, and `head -c` and `tar`, which all systems have.
 */
export const sharedParts = `
now() { date -u +%s.%N; }

tell() { printf '%s\\n' "$@" >>report.part; }

# Brings the report and the logs to standard output; outputs stay where they are.
deliver() {
  set -- report stdout.log stderr.log
  [ -e report ] || : >report
  for name in stderr.tail survey scheduler host; do
    [ ! -e $name ] || set -- "$@" $name
  done
  printf 'sent=%s\\n' "$(now)" >>report
  tar -cf - "$@"
}

# Removes what nobody needs any more.
leave() {
  cd /
  [ -n "$keep" ] || rm -rf -- "$control" "$tmp" "$stage" 2>/dev/null || {
    chmod -R u+rwx "$tmp" "$stage"
    rm -rf -- "$control" "$tmp" "$stage"
  }
}
`;

/** What a program needs that carries a job out; `prepare`, `start`, `program`, `path` and `limit` are around it. */
export const jobParts = `
${surveyParts}
# Links that lead through the folder of staged inputs lead on when that is gone.
straighten='
stage=$1
shift
for link do
  case $(readlink "$link") in
    "$stage"/*) real=$(readlink -f "$link") && ln -sfn -- "$real" "$link" ;;
  esac
done
'

# Says what the job left, and on which machine.
look_back() {
  [ -z "$errors" ] || tail -c 2048 -- "$errors" >stderr.tail
  [ ! -e describe ] || /bin/sh ./describe >host
  here=$PWD
  cd -P -- "$out" && find . -type l -exec sh -c "$straighten" sh "$stage" {} + && survey "$here/sums" >"$here/survey"
  cd -- "$here"
} 2>/dev/null

# Why the program cannot be started; says nothing if it can.
obstacle() {
  case $program in
    */*)
      judge "$program" ;;
    *)
      found=
      IFS=:
      for folder in $path; do
        unset IFS
        why=$(judge "\${folder:-.}/$program")
        [ -n "$why" ] || return
        [ ! -f "\${folder:-.}/$program" ] || found=$why
      done
      unset IFS
      echo "\${found:-cannot start $program: no such program on the PATH $path}" ;;
  esac
}

judge() {
  if [ ! -e "$1" ]; then echo "cannot start $program: no such file"
  elif [ ! -f "$1" ]; then echo "cannot start $program: not a file"
  elif [ ! -x "$1" ]; then echo "cannot start $program: permission denied (the file is not executable)"
  elif [ -r "$1" ]; then
    first=
    [ "$(head -c 2 "$1" | tr -d '\\000')" != '#!' ] || IFS=' 	' read -r first rest <"$1"
    case $first in
      '#!') first=\${rest%% *} ;;
      *) first=\${first#??} ;;
    esac
    case $first in
      /*) [ -e "$first" ] || echo "cannot start $program: its interpreter $first is missing" ;;
    esac
  fi
}

# Asks the whole process group to end, and kills it after a moment.
stop() {
  [ -s why ] || echo "$1" >why
  kill -s TERM -- "-$job"
  for round in 1 2 3 4 5 6 7 8 9 10; do
    kill -s 0 -- "-$job" || break
    sleep 0.1
  done
  kill -s KILL -- "-$job"
} 2>/dev/null

# Waits for a command to end and then stops the job.
watch() {
  reason=$1
  shift
  trap 'kill $inner; exit' TERM
  "$@" <&3 &
  inner=$!
  wait "$inner"
  stop "$reason"
} >/dev/null 2>&1

carry_out() {
  session=
  if command -v setsid >/dev/null; then session=setsid; else set -m; fi
  set --
  if /usr/bin/time --version 2>&1 | grep -q GNU; then
    set -- /usr/bin/time -q -a -o "$control/usage" -f '%x %U %S %M' --
  fi
  tell "started=$(now)"
  (
    cd -- "$out"
    start "$@"
  ) 3<&- &
  job=$!
  trap 'stop cancelled' TERM INT HUP
  watchers=
  [ -z "$limit" ] || { watch time-limit sleep "$limit" & watchers=$!; }
  [ -z "$attended" ] || { watch cancelled cat & watchers="$watchers $!"; }
  wait "$job"
  code=$?
  while kill -s 0 "$job"; do
    wait "$job"
    code=$?
  done 2>/dev/null
  tell "ended=$(now)" "code=$code"
  [ -z "$watchers" ] || kill $watchers
  if [ -s why ]; then stop; else kill -s KILL -- "-$job"; fi
  [ ! -s usage ] || tell "usage=$(tail -n 1 usage)"
  [ ! -s why ] || tell "why=$(cat why)"
} 2>/dev/null

exec 3<&0 </dev/null
: >stdout.log
: >stderr.log
tell "started=$(now)"
(
  set -e
  prepare
) >problem 2>&1
if [ $? -ne 0 ]; then
  tell why=fault "fault=$(tail -n 1 problem)"
else
  cannot=$(cd -- "$out" && obstacle)
  if [ -n "$cannot" ]; then
    tell why=not-started "fault=$cannot"
  else
    carry_out
    look_back
  fi
fi
mv report.part report
`;
