//! A JSON value as it stands: nothing is lost, also where a name stands twice.

use crate::fault::{Fault, FaultCode};
use crate::record::NO_NUMBER;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// A JSON value as it stands, with members that stand twice.
pub(super) enum Node<'de> {
    Null,
    /// Text, a number's digits, or yes and no.
    Text(Cow<'de, str>),
    List(Vec<Node<'de>>),
    Object(Vec<(Cow<'de, str>, Node<'de>)>),
}

/// A single value as trimmed text; empty for null.
pub(super) fn scalar<'n>(value: &'n Node<'_>) -> Result<&'n str, Fault> {
    match value {
        Node::Null => Ok(""),
        Node::Text(text) if text != NO_NUMBER => Ok(text.trim()),
        _ => {
            let (zh, en) = ("文字、数字、true、false 或 null", "text, a number, true, false or null");
            Err(Fault::with(FaultCode::WrongType, "", zh, en))
        }
    }
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Node<'de>, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Node<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_bool<E>(self, value: bool) -> Result<Node<'de>, E> {
                Ok(Node::Text(if value { "yes" } else { "no" }.into()))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Node<'de>, E> {
                Ok(Node::Text(value.to_string().into()))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Node<'de>, E> {
                Ok(Node::Text(value.to_string().into()))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Node<'de>, E> {
                Ok(Node::Text(value.to_string().into()))
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Node<'de>, E> {
                Ok(Node::Text(text.into()))
            }

            fn visit_str<E>(self, text: &str) -> Result<Node<'de>, E> {
                Ok(Node::Text(text.to_owned().into()))
            }

            fn visit_unit<E>(self) -> Result<Node<'de>, E> {
                Ok(Node::Null)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node<'de>, A::Error> {
                let mut nodes = Vec::new();
                while let Some(node) = list.next_element()? {
                    nodes.push(node);
                }
                Ok(Node::List(nodes))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(Node::Text(name)) = map.next_key()? {
                    members.push((name, map.next_value()?));
                }
                Ok(Node::Object(members))
            }
        }
        deserializer.deserialize_any(Any)
    }
}
