#!/bin/sh
# collect_image.sh BINARY ROOT: lays out below ROOT all that the final image holds: the stripped
# binary, a shell for entrypoint.sh, the shared libraries of both, and the few files that name
# resolution and TLS look for. Runs in the Dockerfile's build stage, from the source tree.
set -eu
binary=$1
root=$2

mkdir -p "$root/usr/bin" "$root/bin" "$root/etc/ssl/certs" "$root/root" "$root/tmp"
chmod 1777 "$root/tmp"
strip -o "$root/usr/bin/auto-sync" "$binary"
cp -L /bin/sh "$root/bin/sh"
install -m 755 entrypoint.sh "$root/entrypoint.sh"

# ldd names each library's path, and the loader's (whose line has no arrow).
ldd "$binary" /bin/sh | grep -o '/[^ ]*\.so[^ ]*' | sort -u | while read -r library; do
  mkdir -p "$root${library%/*}"
  cp -L "$library" "$root$library"
done
ldconfig -r "$root"

cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
# Names come from /etc/hosts first, as in any Debian; glibc holds both services itself.
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
echo 'root:x:0:' >"$root/etc/group"
