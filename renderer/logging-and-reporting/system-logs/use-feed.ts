import { useEffect, useState } from 'react';
import type { Reply } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import { useLoggingAndReporting } from '../../stores/index.js';

/** How the live feed stands; asked again when something was logged, since that it lags is logged too. */
export function useFeed(): Reply<'loggingAndReporting', 'feed'> | undefined {
  const last = useLoggingAndReporting((state) => state.log.lastSequence);
  const [feed, setFeed] = useState<Reply<'loggingAndReporting', 'feed'>>();
  useEffect(() => {
    let isStale = false;
    void bridge()
      .loggingAndReporting.feed()
      .then((answer) => {
        if (!isStale && answer.ok) setFeed(answer.value);
      });
    return () => {
      isStale = true;
    };
  }, [last]);
  return feed;
}
