namespace Tiphys.Api.Protobuf;

/// <summary>The bytes are no message of the expected type.</summary>
public sealed class ProtobufException(string message) : Exception(message);
