//! `#[derive(Keys)]`: the columns of a table's row that are fields, as keys that know what their field holds.
//!
//! It stands above `#[sea_orm::model]`, so that it sees the row as it was written. See ADR 0035.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Field, GenericArgument, Ident, PathArguments, Type, parse_macro_input};

/// Columns of every record that hold text or a number and are no field.
const HEAD: [&str; 3] = ["nomor", "kunci_isi", "versi"];

/// Makes `KEY`, with a `kernel::form::Key` for every column that is a field: of text, a day, a number, yes or no, a link
/// (`…_id`) and what is sealed (`…_sandi`, whose field holds text).
#[proc_macro_derive(Keys)]
pub fn derive_keys(row: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand(&parse_macro_input!(row as DeriveInput)).into()
}

fn expand(row: &DeriveInput) -> TokenStream {
    let Data::Struct(columns) = &row.data else {
        return quote!(::std::compile_error!("Keys is for the row of a table"););
    };
    let (mut members, mut values) = (Vec::new(), Vec::new());
    for (column, name, held) in columns.fields.iter().filter_map(key) {
        let docs = column.attrs.iter().filter(|attribute| attribute.path().is_ident("doc"));
        members.push(quote!(#(#docs)* pub #name: ::kernel::form::Key<#held>));
        let text = name.to_string();
        values.push(quote!(#name: ::kernel::form::Key::new(#text)));
    }
    quote! {
        /// The fields of the row, by their keys.
        #[derive(Clone, Copy, Debug)]
        pub struct Keys { #(#members),* }
        /// The fields of the row, by their keys.
        pub const KEY: Keys = Keys { #(#values),* };
    }
}

/// A column that is a field, what the field is called, and what it holds.
fn key(column: &Field) -> Option<(&Field, Ident, Ident)> {
    let name = column.ident.as_ref()?;
    let text = name.to_string();
    let (outer, inner) = parts(&column.ty)?;
    let (held, within) = if outer == "Option" { parts(inner?)? } else { (outer, inner) };
    let of_bytes = within.and_then(parts).is_some_and(|(byte, _)| byte == "u8");
    let (name, held) = match (held.to_string().as_str(), text.strip_suffix("_id"), text.strip_suffix("_sandi")) {
        ("Uuid", Some(name), _) => (name, format_ident!("Uuid")),
        ("Vec", _, Some(name)) if of_bytes => (name, format_ident!("String")),
        ("String" | "Day" | "i64" | "bool", ..) if !HEAD.contains(&text.as_str()) => (text.as_str(), held.clone()),
        _ => return None,
    };
    Some((column, Ident::new(name, column.ident.as_ref()?.span()), held))
}

/// The last word of a type's path, and its first argument.
fn parts(of: &Type) -> Option<(&Ident, Option<&Type>)> {
    let Type::Path(path) = of else { return None };
    let last = path.path.segments.last()?;
    let inner = match &last.arguments {
        PathArguments::AngleBracketed(given) => given.args.first().and_then(|argument| match argument {
            GenericArgument::Type(inner) => Some(inner),
            _ => None,
        }),
        _ => None,
    };
    Some((&last.ident, inner))
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn each_field_of_a_row_has_a_key_that_knows_what_it_holds() {
        let row: DeriveInput = parse_quote! {
            struct Model {
                pub id: CatatanId,
                pub nomor: String,
                pub kantor_id: KantorId,
                pub versi: i64,
                /// Day of receipt.
                pub diterima_pada: Day,
                pub dijawab_pada: Option<Day>,
                pub telepon_sandi: Option<Vec<u8>>,
                pub pengaduan_id: Option<Uuid>,
                pub prosedural: Option<bool>,
            }
        };
        let expected = quote! {
            /// The fields of the row, by their keys.
            #[derive(Clone, Copy, Debug)]
            pub struct Keys {
                /// Day of receipt.
                pub diterima_pada: ::kernel::form::Key<Day>,
                pub dijawab_pada: ::kernel::form::Key<Day>,
                pub telepon: ::kernel::form::Key<String>,
                pub pengaduan: ::kernel::form::Key<Uuid>,
                pub prosedural: ::kernel::form::Key<bool>
            }
            /// The fields of the row, by their keys.
            pub const KEY: Keys = Keys {
                diterima_pada: ::kernel::form::Key::new("diterima_pada"),
                dijawab_pada: ::kernel::form::Key::new("dijawab_pada"),
                telepon: ::kernel::form::Key::new("telepon"),
                pengaduan: ::kernel::form::Key::new("pengaduan"),
                prosedural: ::kernel::form::Key::new("prosedural")
            };
        };
        assert_eq!(expand(&row).to_string(), expected.to_string());
    }
}
