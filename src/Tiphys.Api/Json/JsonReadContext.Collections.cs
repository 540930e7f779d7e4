using System.Text.Json;

namespace Tiphys.Api.Json;

/// <summary>Reads one value of a list or map.</summary>
public delegate T JsonValueReader<out T>(ref Utf8JsonReader reader, JsonReadContext context, string field);

/// <content>Reads objects, lists and maps.</content>
public sealed partial class JsonReadContext
{
    /// <summary>Reads an object; null for <c>null</c>.</summary>
    public T? ReadObject<T>(ref Utf8JsonReader reader, string field)
        where T : class, IApiType<T>
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        Push(null, field);
        var value = T.ReadJson(ref reader, this);
        _depth--;
        return value;
    }

    /// <summary>Reads a list of objects.</summary>
    public ApiList<T> ReadObjects<T>(ref Utf8JsonReader reader, string field, string typeName)
        where T : class, IApiType<T> =>
        ReadList(ref reader, field, typeName, static (ref r, context, _) => r.TokenType == JsonTokenType.Null ? T.Empty : T.ReadJson(ref r, context));

    /// <summary>Reads a list of values.</summary>
    public ApiList<T> ReadList<T>(ref Utf8JsonReader reader, string field, string typeName, JsonValueReader<T> read)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Mismatch(ref reader, typeName, field);
        }

        Push(null, field);
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Push(null, null, items.Count);
            items.Add(ReadInside(ref reader, read));
            _depth--;
        }

        _depth--;
        return ApiList.Own(items.ToArray());
    }

    /// <summary>Reads a map of objects.</summary>
    public ApiMap<T> ReadObjectMap<T>(ref Utf8JsonReader reader, string field, string typeName)
        where T : class, IApiType<T> =>
        ReadMap(ref reader, field, typeName, static (ref r, context, _) => r.TokenType == JsonTokenType.Null ? T.Empty : T.ReadJson(ref r, context));

    /// <summary>Reads a map of values.</summary>
    public ApiMap<T> ReadMap<T>(ref Utf8JsonReader reader, string field, string typeName, JsonValueReader<T> read)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Mismatch(ref reader, typeName, field);
        }

        Push(null, field);
        var entries = new List<KeyValuePair<string, T>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = Text(ref reader);
            if (_problems is not null)
            {
                NoteDuplicate(key);
            }

            reader.Read();
            entries.Add(new(key, ReadEntry(ref reader, key, read)));
        }

        _depth--;
        return ApiMap.Own(entries.ToArray());
    }

    // The field name stands in the frame already: errors of the item itself are told without one.
    private T ReadInside<T>(ref Utf8JsonReader reader, JsonValueReader<T> read) => read(ref reader, this, null!);

    private T ReadEntry<T>(ref Utf8JsonReader reader, string key, JsonValueReader<T> read)
    {
        if (_problems is null || reader.TokenType is not JsonTokenType.StartObject)
        {
            return read(ref reader, this, null!);
        }

        Push(null, key);
        var value = read(ref reader, this, null!);
        _depth--;
        return value;
    }
}
