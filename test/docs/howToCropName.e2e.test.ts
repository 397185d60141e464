import { followPage } from './followPage.js';

followPage('add-a-crop-name.md');
