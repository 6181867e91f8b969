'use client';
// Blocks within blocks: those that hold others do not know all the kinds there are.
import type { Block } from '@marina/labs/document';
import { type ComponentType, createContext, useContext } from 'react';

type BlocksComponent = ComponentType<{ blocks: readonly Block[] }>;

const DrawnContext = createContext<BlocksComponent>(() => null);

export const DrawnProvider = DrawnContext.Provider;

export function Drawn({ blocks }: { blocks: readonly Block[] }) {
  const Blocks = useContext(DrawnContext);
  return (
    <div className="flow">
      <Blocks blocks={blocks} />
    </div>
  );
}
