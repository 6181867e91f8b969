// What stands on an engine when its answers are recorded.
/** Run in order in an instance with Docker, by root's shell. */
export const scene = {
  single: String.raw`
docker network create --label tier=front front
docker network create --internal --subnet 10.77.0.0/24 back
docker volume create --label keep=yes data
docker volume create spare
docker run --rm -v data:/d busybox sh -c 'echo "hello  harbour" > /d/index.html'
docker run -d --name web --network front -p 8080:80 -e COLOUR=blue --label app=shop -m 64m --cpus 0.5 --pids-limit 100 --restart unless-stopped -v data:/srv/data:ro nginx
docker run -d --name web-2 -p 127.0.0.1:8082:80 --network front nginx
docker run -d --name tiny --read-only --cap-drop ALL --cap-add NET_RAW --user 1000 --workdir /tmp --hostname tiny busybox sleep 1000
docker run --name failed busybox sh -c 'echo out of luck; exit 3' || true
docker create --name never busybox true
docker run -d --name hosted --network host busybox sleep 1000
docker run -d --name lonely --network none -v /cache busybox sleep 1000
docker run -d --name resting busybox sleep 1000
docker pause resting
docker run -d --name bound --security-opt no-new-privileges -v /etc/hostname:/host:ro busybox sleep 1000
mkdir -p /root/app /root/shop
printf 'FROM busybox\nLABEL version=2\nENV MODE=test\nWORKDIR /app\nRUN echo 1 > one\nEXPOSE 8000\nUSER 1000\nENTRYPOINT ["/bin/sh", "-c"]\nCMD ["date"]\n' > /root/app/Dockerfile
docker build -q -t app:1.0 /root/app
printf 'services:\n  web: {image: nginx, scale: 2}\n  db: {image: redis}\n' > /root/shop/compose.yaml
cd /root/shop && docker compose up -d && docker compose stop db
for try in 1 2 3 4 5 6 7 8 9 10; do curl -s localhost:8080 >/dev/null && break; sleep 0.5; done
`,
  swarm: String.raw`
docker swarm init --advertise-addr eth0 >/dev/null 2>&1 || docker swarm init --advertise-addr lo
echo s3cret | docker secret create password -
echo a=1 | docker config create settings -
docker network create -d overlay --attachable mesh
docker service create -d --name api --replicas 2 --network mesh --secret password --env MODE=test --limit-memory 64m --constraint node.role==manager --endpoint-mode dnsrr busybox sleep 1000
docker service create -d --name roaming --mode global --endpoint-mode dnsrr busybox sleep 1000
mkdir -p /root/stack
printf 'version: "3.8"\nservices:\n  cache:\n    image: redis\n    deploy: {endpoint_mode: dnsrr}\n' > /root/stack/stack.yaml
docker stack deploy -c /root/stack/stack.yaml mall
for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  [ "$(docker service ls --format '{{.Replicas}}' | sort -u | tr '\n' ' ')" = "1/1 2/2 " ] && break
  sleep 1
done
`,
} as const;

export type Phase = keyof typeof scene;
