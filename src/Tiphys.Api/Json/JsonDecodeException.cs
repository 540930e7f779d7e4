namespace Tiphys.Api.Json;

/// <summary>The JSON text does not fit the API type. The message is the one that the API gives to its clients.</summary>
public sealed class JsonDecodeException : Exception
{
    /// <summary>An error with the message for the client.</summary>
    public JsonDecodeException(string message)
        : base(message)
    {
    }

    /// <summary>An error with the message for the client and what caused it.</summary>
    public JsonDecodeException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
