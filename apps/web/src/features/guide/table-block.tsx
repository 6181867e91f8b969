'use client';
import type { Block } from '@marina/labs/document';
import { inOrder } from './in-order.tsx';
import { Inlines } from './inlines.tsx';

type Table = Extract<Block, { type: 'table' }>;

export function TableBlock({ block: { align, head, rows } }: { block: Table }) {
  const style = (column: number) => ({ textAlign: align[column] ?? 'left' }) as const;
  return (
    <div className="overflow-x-auto">
      <table>
        <thead>
          <tr>
            {inOrder(head, (cell, column) => (
              <th scope="col" style={style(column)}>
                <Inlines inlines={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {inOrder(rows, (row) => (
            <tr>
              {inOrder(row, (cell, column) => (
                <td style={style(column)}>
                  <Inlines inlines={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
