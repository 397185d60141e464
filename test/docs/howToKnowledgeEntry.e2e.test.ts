import { followPage } from './followPage.js';

followPage('add-a-knowledge-entry.md');
