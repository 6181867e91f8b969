// The three interfaces together, as a worker offers them.
import type { Cluster } from './cluster.ts';
import type { Images } from './images.ts';
import type { Instances } from './instances.ts';

export type Engine = { cluster: Cluster; instances: Instances; images: Images };
