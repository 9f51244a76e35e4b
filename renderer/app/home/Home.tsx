import type { ReactNode } from 'react';
import { View } from '../../components/index.js';

/** Home. */
export function Home(): ReactNode {
  return <View title="Home">{undefined}</View>;
}
