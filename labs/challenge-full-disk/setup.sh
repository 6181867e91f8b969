#!/bin/sh
# Fills the disk as it happens in life: a log without limit, stopped containers, forgotten volumes, images without a name.
set -eu
for _ in $(seq 120); do
  if docker version >/dev/null 2>&1; then break; fi
  sleep 0.5
done
docker pull -q busybox

cat >/root/start-chatty.sh <<'END'
#!/bin/sh
# How chatty is started. It says a great deal, once.
docker run -d --name chatty --log-opt max-size=10g --log-opt max-file=1 busybox sh -c '
  line=$(head -c 1000 /dev/zero | tr "\0" "x")
  yes "$line" | head -n 60000
  exec sleep 1000000'
END
chmod 755 /root/start-chatty.sh
/root/start-chatty.sh

docker volume create ledger
docker run --name ledger-keeper -v ledger:/ledger busybox \
  sh -c 'echo "2019;1200;paid" >/ledger/accounts.csv; echo "2020;1350;paid" >>/ledger/accounts.csv'
for year in 2020 2021; do
  docker volume create "scratch-$year"
  docker run --rm -v "scratch-$year:/scratch" busybox dd if=/dev/zero of=/scratch/data bs=1M count=20
  docker run --name "import-$year" busybox dd if=/dev/zero of=/import.tmp bs=1M count=20
done

mkdir -p /root/report
for version in 1 2 3; do
  echo "$version" >/root/report/version
  printf 'FROM busybox\nCOPY version /version\nRUN dd if=/dev/urandom of=/data bs=1M count=15\nCMD ["cat", "/version"]\n' \
    >/root/report/Dockerfile
  docker build -q -t report /root/report
done
