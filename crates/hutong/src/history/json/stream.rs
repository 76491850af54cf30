//! The members of a history and the entries of its lists, one after another, so that the text of a list is never held
//! as values all at once.

use super::Reader;
use crate::fault::{Fault, FaultCode};
use crate::history::EntryKind;
use crate::record::shown_name;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

macro_rules! anything_else_is_wrong {
    ($zh:literal, $en:literal) => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str($en)
        }

        fn visit_bool<E>(self, _: bool) -> Result<(), E> {
            self.wrong_type($zh, $en);
            Ok(())
        }

        fn visit_u64<E>(self, _: u64) -> Result<(), E> {
            self.wrong_type($zh, $en);
            Ok(())
        }

        fn visit_i64<E>(self, _: i64) -> Result<(), E> {
            self.wrong_type($zh, $en);
            Ok(())
        }

        fn visit_f64<E>(self, _: f64) -> Result<(), E> {
            self.wrong_type($zh, $en);
            Ok(())
        }

        fn visit_str<E>(self, _: &str) -> Result<(), E> {
            self.wrong_type($zh, $en);
            Ok(())
        }
    };
}

/// The members of the history.
pub(super) struct Lists<'r>(pub(super) &'r mut Reader);

impl Lists<'_> {
    fn wrong_type(self, zh: &str, en: &str) {
        self.0.fault(Fault::with(FaultCode::WrongType, "", zh, en));
    }
}

impl<'de> DeserializeSeed<'de> for Lists<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Lists<'_> {
    type Value = ();

    anything_else_is_wrong!("一个JSON对象", "a JSON object");

    fn visit_unit<E>(self) -> Result<(), E> {
        self.wrong_type("一个JSON对象", "a JSON object");
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        self.wrong_type("一个JSON对象", "a JSON object");
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let reader = self.0;
        while let Some(name) = map.next_key::<String>()? {
            if let Some(kind) = EntryKind::by_name(&name) {
                kind.id().clone_into(&mut reader.at);
                if reader.repeats(kind.id()) {
                    map.next_value::<IgnoredAny>()?;
                } else {
                    map.next_value_seed(Entries { reader: &mut *reader, kind })?;
                }
            } else {
                reader.at = shown_name(&name);
                let value = map.next_value()?;
                reader.member(&name, &value);
            }
            reader.at.clear();
        }
        Ok(())
    }
}

/// The entries of one list.
struct Entries<'r> {
    reader: &'r mut Reader,
    kind: EntryKind,
}

impl Entries<'_> {
    fn wrong_type(self, zh: &str, en: &str) {
        self.reader.fault(Fault::with(FaultCode::WrongType, self.kind.id(), zh, en));
    }
}

impl<'de> DeserializeSeed<'de> for Entries<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();

    anything_else_is_wrong!("条目的列表", "a list of entries");

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        self.wrong_type("条目的列表", "a list of entries");
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut place = 0;
        while let Some(value) = list.next_element()? {
            self.reader.entry(self.kind, place, &value);
            place += 1;
            self.reader.at.clear();
            // Writing to text does not fail.
            let _ = fmt::write(&mut self.reader.at, format_args!("{}[{place}]", self.kind.id()));
        }
        Ok(())
    }
}
