import type { ReactNode } from 'react';
import { View } from '../components/index.js';

/** Keys. */
export function Keys(): ReactNode {
  return <View title="Keys">{undefined}</View>;
}
