//! How texts and rules are shown: Markdown made safe, rules told in plain words.

use std::sync::LazyLock;

use base::words::Lang;
use policy::Vocabulary;

use crate::model::{Clause, Decision, RuleLine};

/// What Markdown may become. No picture (nothing is fetched from outside), no address but web and mail.
static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::default();
    cleaner.rm_tags(["img", "map", "area", "h1", "h2", "h3"]).url_schemes(["https", "http", "mailto"].into());
    cleaner
});

/// Markdown as HTML that is safe to put in a page.
#[must_use]
pub fn markdown(text: &str) -> String {
    let mut html = String::with_capacity(text.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(text));
    CLEANER.clean(&html).to_string()
}

/// The first paragraph of a text, as plain words.
#[must_use]
pub fn opening(text: &str) -> String {
    let first = text.split("\n\n").next().unwrap_or("");
    first.replace('\n', " ")
}

/// A rule in one language: the line, and what it asks in plain words.
#[derive(Debug, Clone)]
pub struct ToldRule {
    pub line: String,
    /// Empty when the line uses words that no slice of this program declares.
    pub words: String,
}

/// Tells a rule. Its plain words come from the line itself, so they cannot say something else.
#[must_use]
pub fn tell(rule: &RuleLine, lang: Lang, vocabulary: &Vocabulary) -> ToldRule {
    let tongue = crate::lang(lang);
    let line = rule.line.of(lang).to_owned();
    let words = policy::parse(&line, tongue, vocabulary).map(|tree| policy::explain(&tree, tongue, vocabulary)).unwrap_or_default();
    ToldRule { line, words }
}

/// A clause, ready to be drawn.
#[derive(Debug, Clone)]
pub struct ShownClause {
    pub id: String,
    pub title: String,
    pub html: String,
    pub strength: &'static str,
    pub stage: &'static str,
    pub sources: Vec<String>,
    pub rules: Vec<ToldRule>,
    /// Whom it speaks to, in the reader's words; filled in by the page.
    pub audience: Vec<String>,
    pub decision: Decision,
    /// The trials it was learned from, each with its tool; filled in by the page.
    pub practices: Vec<(String, String)>,
    /// The trials that run on it, each with its tool; filled in by the page.
    pub tried: Vec<(String, String)>,
}

#[must_use]
pub fn clause(clause: &Clause, lang: Lang, vocabulary: &Vocabulary) -> ShownClause {
    ShownClause {
        id: clause.id.clone(),
        title: clause.title.of(lang).to_owned(),
        html: markdown(clause.text.of(lang)),
        strength: clause.facts.strength.id(),
        stage: clause.facts.stage.id(),
        sources: clause.facts.sources.clone(),
        rules: clause.rules.iter().map(|rule| tell(rule, lang, vocabulary)).collect(),
        audience: Vec::new(),
        decision: clause.facts.decision.clone(),
        practices: Vec::new(),
        tried: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn markdown_brings_no_script_no_picture_and_no_heading_of_the_page() {
        let html = markdown("**Bold** <script>alert(1)</script> ![x](https://elsewhere.example/x.png) <h1 onclick='x'>Big</h1> [go](javascript:alert(1))");

        assert!(html.contains("<strong>Bold</strong>"), "{html}");
        for bad in ["script", "img", "<h1", "onclick", "javascript"] {
            assert!(!html.contains(bad), "{bad} in {html}");
        }
    }
}
