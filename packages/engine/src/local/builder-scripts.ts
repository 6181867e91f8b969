// What runs inside a builder and a mould, with their rights alone. `sh -euc SCRIPT sh ARGUMENTS…`

/** In the builder: its folder with the Dockerfile, and what it makes. */
export const contextDirectory = '/root/context';
const layersDirectory = '/root/image/blobs/sha256';
/** In the mould: where layers are put, and removed again. */
export const stagingDirectory = '/.marina-layers';

export const scripts = {
  /** The engine in it takes a few seconds. */
  awaitDocker: 'until docker version >/dev/null 2>&1; do sleep 0.2; done',

  /** Arguments: seconds, and bytes of the last words. Says the last words of the build, and exits as it did. */
  build: `
log=/root/build.log
code=0
timeout --kill-after=5 "$1" docker build --progress=plain --tag built ${contextDirectory} >$log 2>&1 || code=$?
[ $code = 124 ] && echo "It took longer than $1 s." >>$log
tail -n 25 $log | tail -c "$2"
exit $code`,

  /** What was built: its layers and its environment, as JSON. */
  describe: `docker image inspect --format '{"layers":{{json .RootFS.Layers}},"env":{{json .Config.Env}}}' built`,

  /** Arguments: layers that are left out. */
  save: `
mkdir -p ${layersDirectory}
for layer do
  shift
  set -- "$@" "--exclude=blobs/sha256/$layer"
done
docker save built | tar --extract --file=- --directory=/root/image "$@"`,

  /** Arguments: layers, as a tar of them all. */
  send: `exec tar --create --file=- --directory=${layersDirectory} "$@"`,

  /**
   * Arguments: layers, the lowest first. What a layer hides of those below goes first, then what it has comes in its
   * place. Left out is what belongs to the engine in every instance: mounts, and the files that it writes itself.
   */
  pour: `
cd /
for layer do
  tar --list --quoting-style=literal --file=${stagingDirectory}/$layer | while IFS= read -r entry; do
    case $entry in
      *.wh..wh..opq) find "./\${entry%.wh..wh..opq}" -xdev -mindepth 1 -delete ;;
      .wh.*) rm -rf "./\${entry#.wh.}" ;;
      */.wh.*) rm -rf "./\${entry%/.wh.*}/\${entry##*/.wh.}" ;;
      */) ;;
      *) if [ -d "./$entry" ] && ! [ -L "./$entry" ]; then rm -rf "./$entry"; fi ;;
    esac
  done
  tar --extract --file=${stagingDirectory}/$layer --same-owner --same-permissions --numeric-owner \\
    --xattrs --xattrs-include=security.capability --exclude='.wh.*' --anchored \\
    --exclude=dev --exclude=proc --exclude=sys --exclude=run --exclude=var/lib/docker --exclude=var/lib/marina \\
    --exclude=etc/hosts --exclude=etc/hostname --exclude=etc/resolv.conf --exclude=.dockerenv
done
rm -rf ${stagingDirectory}`,
} as const;

export function shell(script: string, ...args: string[]): string[] {
  return ['/bin/sh', '-euc', script, 'sh', ...args];
}
