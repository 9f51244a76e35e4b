import type { ReactNode } from 'react';
import { View } from '../components/index.js';

/** Configuration. */
export function Configuration(): ReactNode {
  return <View title="Configuration">{undefined}</View>;
}
