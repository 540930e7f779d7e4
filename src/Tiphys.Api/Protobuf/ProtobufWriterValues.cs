namespace Tiphys.Api.Protobuf;

/// <summary>Writes the API's own values to protobuf.</summary>
public static class ProtobufWriterValues
{
    /// <summary>Writes a quantity: a message with its text.</summary>
    public static void Quantity(this ProtobufWriter writer, int number, Quantity value)
    {
        var before = writer.Length;
        writer.String(1, value.ToString());
        writer.Header(number, writer.Length - before);
    }

    /// <summary>Writes a number or a string: a message with type, number and text.</summary>
    public static void IntOrString(this ProtobufWriter writer, int number, IntOrString value)
    {
        var before = writer.Length;
        writer.String(3, value.StringValue ?? "");
        writer.Int64(2, value.IntValue);
        writer.Int64(1, value.IsString ? 1 : 0);
        writer.Header(number, writer.Length - before);
    }

    /// <summary>Writes a moment: seconds since 1970; "not set" is an empty message.</summary>
    public static void Time(this ProtobufWriter writer, int number, Time value)
    {
        var before = writer.Length;
        if (!value.IsZero)
        {
            writer.Int64(2, 0);
            writer.Int64(1, value.UnixSeconds);
        }

        writer.Header(number, writer.Length - before);
    }

    /// <summary>Writes a moment: seconds since 1970 and nanoseconds; "not set" is an empty message.</summary>
    public static void MicroTime(this ProtobufWriter writer, int number, MicroTime value)
    {
        var before = writer.Length;
        if (!value.IsZero)
        {
            var ticks = value.Moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
            var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
            if (rest < 0)
            {
                rest += TimeSpan.TicksPerSecond;
                seconds--;
            }

            writer.Int64(2, rest * 100);
            writer.Int64(1, seconds);
        }

        writer.Header(number, writer.Length - before);
    }

    /// <summary>Writes a length of time in nanoseconds.</summary>
    public static void Duration(this ProtobufWriter writer, int number, Duration value)
    {
        var before = writer.Length;
        writer.Int64(1, value.Nanoseconds);
        writer.Header(number, writer.Length - before);
    }

    /// <summary>Writes a value of any shape: a message with its JSON text.</summary>
    public static void RawValue(this ProtobufWriter writer, int number, RawJson value)
    {
        var before = writer.Length;
        if (!value.IsDefault)
        {
            writer.Bytes(1, value.Utf8);
        }

        writer.Header(number, writer.Length - before);
    }

    /// <summary>Writes a list of strings as a message of its own.</summary>
    public static void WrappedStrings(this ProtobufWriter writer, int number, ApiList<string> items)
    {
        var before = writer.Length;
        for (var i = items.Count - 1; i >= 0; i--)
        {
            writer.String(1, items[i]);
        }

        writer.Header(number, writer.Length - before);
    }
}
