using System.Globalization;
using System.Text.Json;
using Tiphys.Api.Json;

namespace Tiphys.Api.Protobuf;

/// <summary>Reads the API's own values from protobuf.</summary>
public static class ProtobufReaderValues
{
    /// <summary>Reads a quantity: a message with its text.</summary>
    public static Quantity ReadQuantity(this ref ProtobufReader reader)
    {
        var message = reader.ReadMessage();
        var text = "";
        while (message.ReadTag(out var number))
        {
            if (number == 1)
            {
                text = message.ReadString();
            }
            else
            {
                message.Skip();
            }
        }

        if (text.Length == 0)
        {
            return default;
        }

        return Quantity.TryParse(text, out var quantity, out var error) ? quantity : throw new ProtobufException(error!);
    }

    /// <summary>Reads a number or a string: a message with type, number and text.</summary>
    public static IntOrString ReadIntOrString(this ref ProtobufReader reader)
    {
        var message = reader.ReadMessage();
        var isString = false;
        var integer = 0;
        var text = "";
        while (message.ReadTag(out var number))
        {
            switch (number)
            {
                case 1:
                    isString = message.ReadInt64() == 1;
                    break;
                case 2:
                    integer = message.ReadInt32();
                    break;
                case 3:
                    text = message.ReadString();
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        return isString ? IntOrString.FromString(text) : IntOrString.FromInt(integer);
    }

    /// <summary>Reads a moment: seconds since 1970; an empty message is "not set".</summary>
    public static Time ReadTime(this ref ProtobufReader reader) =>
        ReadTimestamp(ref reader, out var seconds, out _) ? Time.FromUnixSeconds(seconds) : default;

    /// <summary>Reads a moment: seconds since 1970 and nanoseconds; an empty message is "not set".</summary>
    public static MicroTime ReadMicroTime(this ref ProtobufReader reader) =>
        ReadTimestamp(ref reader, out var seconds, out var nanos)
            ? new MicroTime(DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / 100))
            : default;

    /// <summary>Reads a length of time in nanoseconds.</summary>
    public static Duration ReadDuration(this ref ProtobufReader reader)
    {
        var message = reader.ReadMessage();
        long nanoseconds = 0;
        while (message.ReadTag(out var number))
        {
            if (number == 1)
            {
                nanoseconds = message.ReadInt64();
            }
            else
            {
                message.Skip();
            }
        }

        return new Duration(nanoseconds);
    }

    /// <summary>Reads a value of any shape: a message with its JSON text.</summary>
    public static RawJson ReadRaw(this ref ProtobufReader reader)
    {
        var message = reader.ReadMessage();
        byte[]? json = null;
        while (message.ReadTag(out var number))
        {
            if (number == 1)
            {
                json = message.ReadSpan().ToArray();
            }
            else
            {
                message.Skip();
            }
        }

        return json is null or { Length: 0 } ? default : new RawJson(WellFormed(json));
    }

    // It will stand in the middle of an object's JSON.
    private static byte[] WellFormed(byte[] json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, ApiJson.ReaderOptions);
            while (reader.Read())
            {
            }

            return json;
        }
        catch (JsonException error)
        {
            throw new ProtobufException($"a raw value is no JSON: {error.Message}");
        }
    }

    /// <summary>Reads a list of strings that stands in a message of its own.</summary>
    public static ApiList<string> ReadWrappedStrings(this ref ProtobufReader reader)
    {
        var message = reader.ReadMessage();
        var items = new List<string>();
        while (message.ReadTag(out var number))
        {
            if (number == 1)
            {
                items.Add(message.ReadString());
            }
            else
            {
                message.Skip();
            }
        }

        return items.ToApiList();
    }

    private static bool ReadTimestamp(ref ProtobufReader reader, out long seconds, out int nanos)
    {
        var message = reader.ReadMessage();
        var any = false;
        seconds = 0;
        nanos = 0;
        while (message.ReadTag(out var number))
        {
            any = true;
            switch (number)
            {
                case 1:
                    seconds = message.ReadInt64();
                    break;
                case 2:
                    nanos = message.ReadInt32();
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        if (seconds is < -62_135_596_800 or > 253_402_300_799)
        {
            throw new ProtobufException($"proto: timestamp out of range: {seconds.ToString(CultureInfo.InvariantCulture)}");
        }

        return any;
    }
}
