import type { ReactNode } from 'react';
import { Badge } from '../components/index.js';
import { daysTone } from './group-facts.js';
import { CELLS } from './strings.js';
import { daysLeftWords } from './words.js';

/** Days left in a cell: a mark as soon as it matters, else the number alone. */
export function DaysLeft({ days }: { readonly days: number | undefined }): ReactNode {
  const tone = daysTone(days);
  const words = daysLeftWords(days);
  return tone === undefined ? (
    words
  ) : (
    <Badge tone={tone} plain title={words}>
      {days !== undefined && days < 0 ? CELLS.expiredShort : words}
    </Badge>
  );
}
