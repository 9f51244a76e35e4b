import '../stores/quiet-zod.js';
import '../theme/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { bridge } from '../bridge.js';
import { startFeed } from '../stores/index.js';
import { App } from './App.js';
import { applyTheme, recallTheme } from './theme.js';

const root = document.getElementById('root');
if (root) {
  applyTheme(recallTheme());
  startFeed(bridge());
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
