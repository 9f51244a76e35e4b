import { useCallback } from 'react';
import { bridge } from '../bridge.js';
import { toast } from '../components/index.js';
import { useCall, useSession } from '../stores/index.js';

/** Lock the window, and Lock Workstation (the master key leaves the memory). */
export function useLock(): { readonly lock: () => Promise<void>; readonly seal: () => Promise<void> } {
  const lockCall = useCall(bridge().identityManagement.lock).run;
  const sealCall = useCall(bridge().identityManagement.seal).run;
  const lock = useCallback(async () => {
    const answer = await lockCall();
    if (answer.ok) useSession.setState({ session: answer.value });
    else toast(answer.message, 'info');
  }, [lockCall]);
  const seal = useCallback(async () => {
    const answer = await sealCall();
    if (answer.ok) useSession.setState({ session: answer.value });
    else toast(answer.message, 'info');
  }, [sealCall]);
  return { lock, seal };
}
