namespace Tiphys.Api.Json;

/// <summary>Writes the API's own values and collections.</summary>
public static class JsonWriterExtensions
{
    /// <summary>Writes a quantity in canonical form.</summary>
    public static void Quantity(this JsonWriter writer, Quantity value) => writer.String(value.ToString());

    /// <summary>Writes a moment, or <c>null</c> when none is set.</summary>
    public static void Time(this JsonWriter writer, Time value)
    {
        if (value.IsZero)
        {
            writer.Null();
            return;
        }

        Span<char> text = stackalloc char[32];
        value.Moment.UtcDateTime.TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        writer.String(text[..length]);
    }

    /// <summary>Writes a moment, or <c>null</c> when none is set.</summary>
    public static void MicroTime(this JsonWriter writer, MicroTime value)
    {
        if (value.IsZero)
        {
            writer.Null();
        }
        else
        {
            writer.String(value.ToString());
        }
    }

    /// <summary>Writes a length of time.</summary>
    public static void Duration(this JsonWriter writer, Duration value) => writer.String(value.ToString());

    /// <summary>Writes a number or a string.</summary>
    public static void IntOrString(this JsonWriter writer, IntOrString value)
    {
        if (value.StringValue is { } text)
        {
            writer.String(text);
        }
        else
        {
            writer.Integer(value.IntValue);
        }
    }

    /// <summary>Writes bytes as base64, or <c>null</c> when they are not set.</summary>
    public static void Bytes(this JsonWriter writer, ApiBytes value)
    {
        if (value.IsDefault)
        {
            writer.Null();
        }
        else
        {
            writer.Base64(value.AsSpan());
        }
    }

    /// <summary>Writes a value of any shape, or <c>null</c> when it is not set.</summary>
    public static void RawValue(this JsonWriter writer, RawJson value)
    {
        if (value.IsDefault)
        {
            writer.Null();
        }
        else
        {
            writer.Raw(value.Utf8);
        }
    }

    /// <summary>Writes a list of objects, or <c>null</c> when it is not set.</summary>
    public static void Objects<T>(this JsonWriter writer, ApiList<T> items, bool asItems)
        where T : class, IApiType<T>
    {
        if (items.IsDefault || (items.IsEmpty && writer.EmptyIsNull))
        {
            writer.Null();
            return;
        }

        writer.StartArray();
        foreach (var item in items.AsSpan())
        {
            item.WriteJson(writer, asItems);
        }

        writer.EndArray();
    }

    /// <summary>Writes a list of values, or <c>null</c> when it is not set.</summary>
    public static void List<T>(this JsonWriter writer, ApiList<T> items, Action<JsonWriter, T> write)
    {
        if (items.IsDefault || (items.IsEmpty && writer.EmptyIsNull))
        {
            writer.Null();
            return;
        }

        writer.StartArray();
        foreach (var item in items.AsSpan())
        {
            write(writer, item);
        }

        writer.EndArray();
    }

    /// <summary>Writes a map of objects, or <c>null</c> when it is not set.</summary>
    public static void ObjectMap<T>(this JsonWriter writer, ApiMap<T> entries)
        where T : class, IApiType<T> =>
        writer.Map(entries, static (w, value) => value.WriteJson(w));

    /// <summary>Writes a map of values, or <c>null</c> when it is not set.</summary>
    public static void Map<T>(this JsonWriter writer, ApiMap<T> entries, Action<JsonWriter, T> write)
    {
        if (entries.IsDefault || (entries.IsEmpty && writer.EmptyIsNull))
        {
            writer.Null();
            return;
        }

        writer.StartObject();
        foreach (var (key, value) in entries.AsSpan())
        {
            writer.NameOf(key);
            write(writer, value);
        }

        writer.EndObject();
    }
}
