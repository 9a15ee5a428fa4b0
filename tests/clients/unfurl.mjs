// Look at a page as a chat or a blog does that shows a preview of a link, with oEmbed and Open Graph.
import { unfurl } from "unfurl.js";

console.log(JSON.stringify(await unfurl(process.argv[2])));
