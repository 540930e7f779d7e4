using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Shared;

/// <summary>Config maps and secrets that are marked immutable.</summary>
internal static class FrozenData
{
    /// <summary>Tells that a field has changed, unless it is as it was.</summary>
    public static void Check(string field, bool isKept, FieldErrors errors)
    {
        if (!isKept)
        {
            errors.Forbidden(FieldPath.Root(field), "field is immutable when `immutable` is set");
        }
    }
}
