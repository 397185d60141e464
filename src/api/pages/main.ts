import { publishAssets } from './publishAssets.js';

// The role "assets" of the image: fills the folder from which a web server in front serves the pages' files.
const [folder] = process.argv.slice(2).filter((argument) => argument !== 'assets');
if (folder === undefined) {
  process.stderr.write('agrobot assets: name the folder, for example /srv/assets\n');
  process.exit(2);
}
try {
  const served = await publishAssets(folder);
  process.stdout.write(`${served.length} files of the pages are in ${folder}\n`);
} catch (error) {
  process.stderr.write(
    `agrobot assets: ${(error as Error).message}; is ${folder} a folder that can be written?\n`,
  );
  process.exit(1);
}
