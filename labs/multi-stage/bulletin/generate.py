"""Makes a web page of the texts in articles/: python generate.py OUTPUT_FOLDER"""
import html
import pathlib
import sys

output = pathlib.Path(sys.argv[1])
output.mkdir(parents=True, exist_ok=True)
articles = sorted(pathlib.Path("articles").glob("*.txt"))
if not articles:
    sys.exit("There is no article in articles/")
parts = []
for article in articles:
    title, _, body = article.read_text().partition("\n")
    parts.append(f"<h2>{html.escape(title)}</h2><p>{html.escape(body.strip())}</p>")
page = "<!DOCTYPE html><meta charset=utf-8><title>Bulletin</title><h1>Bulletin</h1>" + "".join(parts)
(output / "index.html").write_text(page)
print(f"{len(articles)} articles written to {output}/index.html")
