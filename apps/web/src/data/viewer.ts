import 'server-only';
import { viewerSchema } from '@marina/protocol/catalogue';
import { cache } from 'react';
import { readFromManager } from './manager.ts';

export const readViewer = cache(() => readFromManager('/viewer', viewerSchema));
