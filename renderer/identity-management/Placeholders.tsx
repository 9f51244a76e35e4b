import type { ReactNode } from 'react';
import { View } from '../components/index.js';

/** Identities. */
export function Identities(): ReactNode {
  return <View title="Identities">{undefined}</View>;
}

/** Cloud Credentials. */
export function CloudCredentials(): ReactNode {
  return <View title="Cloud Credentials">{undefined}</View>;
}
