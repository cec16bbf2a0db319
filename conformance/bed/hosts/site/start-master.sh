#!/bin/sh
# Makes the cell of Grid Engine that is not there yet, starts its master and gives it one host with one queue of four slots
# and a parallel environment, `smp`, for jobs of several cores.
set -eu
here=/etc/gridengine
cell=/var/lib/gridengine
spool=/var/spool/gridengine/spooldb
host=$(hostname)
export SGE_ROOT="$cell" SGE_CELL=default
if [ ! -e "$spool/sge" ]; then
  setpriv --reuid=sgeadmin --regid=sgeadmin --clear-groups \
    /usr/share/gridengine/scripts/init_cluster "$cell" default "$spool" sgeadmin
fi
sge_qmaster
for round in $(seq 100); do
  qconf -sql >/dev/null 2>&1 && break
  sleep 0.1
done
if ! qconf -sql 2>/dev/null | grep -q .; then
  qconf -as "$host"
  qconf -Ap "$here/smp.pe"
  sed "s/@HOST@/$host/" "$here/host.template" >/run/gridengine-host && qconf -Ae /run/gridengine-host
  qconf -ssconf | sed -e 's/^\(schedule_interval\) .*/\1 0:0:1/' -e 's/^\(flush_[a-z]*_sec\) .*/\1 1/' >/run/gridengine-schedule
  qconf -Msconf /run/gridengine-schedule
  sed "s/@HOST@/$host/" "$here/all.q.template" >/run/gridengine-queue && qconf -Aq /run/gridengine-queue
fi
