#!/bin/sh
# The first process of a site, in namespaces of its own: gives it a root folder of its own and then only waits, so that
# the site lives until this process is killed. init.sh NAME TREE FOLDER
set -eu
name=$1 tree=$2 folder=$3
hostname "$name"
mkdir -p "$folder/root" "$folder/upper" "$folder/work" "$folder/docker"
cd "$folder"
mount -t overlay overlay -o "lowerdir=$tree,upperdir=upper,workdir=work" root
cd root
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount --rbind /sys/fs/cgroup sys/fs/cgroup
# An engine cannot put its layers upon layers.
mkdir -p var/lib/docker
mount --bind ../docker var/lib/docker
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=755 tmpfs dev
for device in 'null 3' 'zero 5' 'full 7' 'random 8' 'urandom 9'; do
  mknod -m 666 "dev/${device% *}" c 1 "${device#* }"
done
mknod -m 666 dev/tty c 5 0
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts dev/pts
mount -t tmpfs -o mode=1777 tmpfs dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
mkdir -p old
pivot_root . old
cd /
umount -l old
rmdir old
touch run/site-is-made
# Waiting is also what buries the processes whose parents are gone.
while :; do
  sleep 3600 &
  wait
done
