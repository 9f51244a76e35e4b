/**
 * React Aria leaves what it read aloud ("payroll selected.") in a hidden part of the page for some seconds. When the
 * window is locked or sealed nothing of it may stay.
 */
export function forgetAnnouncements(): void {
  for (const log of document.querySelectorAll('[data-live-announcer] [role="log"]')) log.replaceChildren();
}
