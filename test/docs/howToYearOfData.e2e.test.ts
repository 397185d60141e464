import { followPage } from './followPage.js';

followPage('add-a-year-of-data.md', {
  internet: {
    says: 'the download: the small extract of the tables, with a made-up 2023',
    run: ({ run }) =>
      run(`
        mkdir -p var/raw
        cp test/fixtures/eva/eva-2006-2018.csv var/raw/eva-old.csv
        cp test/fixtures/eva/divipola.csv var/raw/divipola.csv
        cat test/fixtures/eva/eva-2019-2022.csv test/fixtures/eva-2023/rows.csv > var/raw/eva-new.csv
      `),
  },
});
