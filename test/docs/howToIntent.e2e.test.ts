import { followPage } from './followPage.js';

followPage('add-an-intent.md', {
  training: {
    says: 'the training, most of an hour: the tests that decide between intents, with the new one among them',
    run: ({ run }) => run('npm test -- test/answering/decideIntent.test.ts'),
  },
});
