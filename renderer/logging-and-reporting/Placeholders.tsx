import type { ReactNode } from 'react';
import { View } from '../components/index.js';

/** Jobs. */
export function Jobs(): ReactNode {
  return <View title="Jobs">{undefined}</View>;
}

/** System Logs. */
export function SystemLogs(): ReactNode {
  return <View title="System Logs">{undefined}</View>;
}

/** Reports. */
export function Reports(): ReactNode {
  return <View title="Reports">{undefined}</View>;
}
