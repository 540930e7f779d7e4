using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Shared;

/// <summary>Data of config maps and secrets.</summary>
internal static class FrozenData
{
    /// <summary>The data with no bytes where a client says null.</summary>
    public static ApiMap<ApiBytes> WithoutNulls(ApiMap<ApiBytes> data) => data.Values.Any(bytes => bytes.IsDefault)
        ? data.Select(entry => entry.Value.IsDefault ? KeyValuePair.Create(entry.Key, new ApiBytes([])) : entry).ToApiMap()
        : data;

    /// <summary>Tells that a field has changed, unless it is as it was.</summary>
    public static void Check(string field, bool isKept, FieldErrors errors)
    {
        if (!isKept)
        {
            errors.Forbidden(FieldPath.Root(field), "field is immutable when `immutable` is set");
        }
    }
}
