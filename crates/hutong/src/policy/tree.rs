//! What a policy file holds before it is entries: one tree, whether it came as TOML or as JSON, and reading types from
//! it. One reader for both keeps the code that a browser is sent small: read from the libraries' own readers, the types
//! are a third of all of it. What the entries mean is not known here.

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};
use std::collections::{BTreeMap, btree_map};
use std::fmt;
use toml::de::{DeTable, DeValue};

/// A value of a policy file.
#[derive(Debug)]
pub(super) enum Tree {
    /// JSON's null.
    Nothing,
    Truth(bool),
    Integer(i64),
    Text(String),
    List(Vec<Tree>),
    Table(BTreeMap<String, Tree>),
    /// What no policy has, such as a fraction, by what it is called.
    Other(&'static str),
}

/// What does not fit its type, and where.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(super) struct Misfit {
    /// Such as `level[1].rank`; empty for the whole.
    pub(super) path: String,
    /// What is wrong, in the words of serde.
    pub(super) message: String,
    /// The name at the end of the path is what does not fit, not its value.
    pub(super) is_name: bool,
}

impl Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Misfit {
        Misfit { path: String::new(), message: message.to_string(), is_name: false }
    }
}

impl Misfit {
    /// The same one level further out: below a name, or at a place in a list such as `[3]`.
    fn below(mut self, step: &str) -> Misfit {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{step}{dot}{}", self.path);
        self
    }
}

impl Tree {
    /// The tree of a TOML file.
    pub(super) fn of_toml(table: &DeTable<'_>) -> Tree {
        let entry = |(name, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
            let name: &std::borrow::Cow<'_, str> = name.get_ref();
            (name.clone().into_owned(), Tree::of_toml_value(value.get_ref()))
        };
        Tree::Table(table.iter().map(entry).collect())
    }

    pub(super) fn of_toml_value(value: &DeValue<'_>) -> Tree {
        match value {
            DeValue::String(text) => Tree::Text(text.clone().into_owned()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or(Tree::Other("a number out of bounds"), Tree::Integer),
            DeValue::Boolean(truth) => Tree::Truth(*truth),
            DeValue::Array(items) => {
                Tree::List(items.iter().map(|item| Tree::of_toml_value(item.get_ref())).collect())
            }
            DeValue::Table(table) => Tree::of_toml(table),
            DeValue::Float(_) => Tree::Other("a fraction"),
            DeValue::Datetime(_) => Tree::Other("a date without quotes"),
        }
    }

    fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Tree::Nothing => Unexpected::Unit,
            Tree::Truth(truth) => Unexpected::Bool(*truth),
            Tree::Integer(number) => Unexpected::Signed(*number),
            Tree::Text(text) => Unexpected::Str(text),
            Tree::List(_) => Unexpected::Seq,
            Tree::Table(_) => Unexpected::Map,
            Tree::Other(what) => Unexpected::Other(what),
        }
    }

    fn wrong<'de, V: Visitor<'de>>(&self, visitor: &V) -> Misfit {
        Misfit::invalid_type(self.unexpected(), visitor)
    }
}

/// The tree of a JSON text.
impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Tree, D::Error> {
        struct Whatever;
        impl<'de> Visitor<'de> for Whatever {
            type Value = Tree;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_unit<E>(self) -> Result<Tree, E> {
                Ok(Tree::Nothing)
            }
            fn visit_bool<E>(self, truth: bool) -> Result<Tree, E> {
                Ok(Tree::Truth(truth))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Tree, E> {
                Ok(Tree::Integer(number))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Tree, E> {
                Ok(i64::try_from(number).map_or(Tree::Other("a number out of bounds"), Tree::Integer))
            }
            fn visit_f64<E>(self, _: f64) -> Result<Tree, E> {
                Ok(Tree::Other("a fraction"))
            }
            fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
                Ok(Tree::Text(text.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Tree::List(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
                let mut entries = BTreeMap::new();
                while let Some(name) = map.next_key::<String>()? {
                    match entries.entry(name) {
                        btree_map::Entry::Vacant(place) => place.insert(map.next_value()?),
                        btree_map::Entry::Occupied(place) => {
                            return Err(A::Error::custom(format_args!("duplicate field `{}`", place.key())));
                        }
                    };
                }
                Ok(Tree::Table(entries))
            }
        }
        deserializer.deserialize_any(Whatever)
    }
}

/// Each kind of type takes only what a policy writes for it, so that little code comes of each type.
impl<'de> Deserializer<'de> for &'de Tree {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self {
            Tree::Nothing => visitor.visit_unit(),
            Tree::Truth(truth) => visitor.visit_bool(*truth),
            Tree::Integer(number) => visitor.visit_i64(*number),
            Tree::Text(text) => visitor.visit_str(text),
            Tree::List(items) => visitor.visit_seq(Items::of(items)),
            Tree::Table(entries) => visitor.visit_map(Entries::of(entries)),
            Tree::Other(_) => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if let Tree::Truth(truth) = self { visitor.visit_bool(*truth) } else { Err(self.wrong(&visitor)) }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if let Tree::Integer(number) = self { visitor.visit_i64(*number) } else { Err(self.wrong(&visitor)) }
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if let Tree::Text(text) = self { visitor.visit_str(text) } else { Err(self.wrong(&visitor)) }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if let Tree::Nothing = self { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &str, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if let Tree::List(items) = self {
            visitor.visit_seq(Items::of(items))
        } else {
            Err(self.wrong(&visitor))
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if let Tree::Table(entries) = self {
            visitor.visit_map(Entries::of(entries))
        } else {
            Err(self.wrong(&visitor))
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &str,
        _: &[&str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &str, _: &[&str], visitor: V) -> Result<V::Value, Misfit> {
        match self {
            Tree::Text(name) => visitor.visit_enum(Variant { name, content: &Tree::Nothing }),
            Tree::Table(entries) if entries.len() == 1 => match entries.iter().next() {
                Some((name, content)) => visitor.visit_enum(Variant { name, content }),
                None => Err(self.wrong(&visitor)),
            },
            _ => Err(self.wrong(&visitor)),
        }
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

/// The values of a list.
struct Items<'de> {
    items: std::slice::Iter<'de, Tree>,
    place: usize,
}

impl<'de> Items<'de> {
    fn of(items: &'de [Tree]) -> Items<'de> {
        Items { items: items.iter(), place: 0 }
    }
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
        let Some(item) = self.items.next() else { return Ok(None) };
        let place = self.place;
        self.place += 1;
        seed.deserialize(item).map(Some).map_err(|misfit| misfit.below(&format!("[{place}]")))
    }
}

/// The entries of a table.
struct Entries<'de> {
    entries: btree_map::Iter<'de, String, Tree>,
    /// The one whose name was read.
    entry: Option<(&'de str, &'de Tree)>,
}

impl<'de> Entries<'de> {
    fn of(entries: &'de BTreeMap<String, Tree>) -> Entries<'de> {
        Entries { entries: entries.iter(), entry: None }
    }
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Misfit> {
        let Some((name, value)) = self.entries.next() else { return Ok(None) };
        self.entry = Some((name, value));
        let read = seed.deserialize(BorrowedStrDeserializer::new(name));
        read.map(Some).map_err(|misfit: Misfit| Misfit { is_name: true, ..misfit.below(name) })
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        let (name, value) = self.entry.take().unwrap_or(("", &Tree::Nothing));
        seed.deserialize(value).map_err(|misfit| misfit.below(name))
    }
}

/// One of several: a word, or a table with one name.
struct Variant<'de> {
    name: &'de str,
    content: &'de Tree,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Misfit;
    type Variant = Variant<'de>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Variant<'de>), Misfit> {
        Ok((seed.deserialize(BorrowedStrDeserializer::<Misfit>::new(self.name))?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        match self.content {
            Tree::Nothing => Ok(()),
            content => Err(Misfit::invalid_type(content.unexpected(), &"a word alone").below(self.name)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Misfit> {
        seed.deserialize(self.content).map_err(|misfit| misfit.below(self.name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Misfit> {
        self.content.deserialize_seq(visitor).map_err(|misfit| misfit.below(self.name))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &[&str], visitor: V) -> Result<V::Value, Misfit> {
        self.content.deserialize_map(visitor).map_err(|misfit| misfit.below(self.name))
    }
}
