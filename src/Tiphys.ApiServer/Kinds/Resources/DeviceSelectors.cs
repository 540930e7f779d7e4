using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Selectors of devices. Whether an expression compiles is not checked.</summary>
internal static class DeviceSelectors
{
    private const int MaxSelectors = 32;
    private const int MaxExpressionLength = 10 * 1024;

    public static void Check(ApiList<DeviceSelector> selectors, FieldErrors errors, FieldPath path) =>
        errors.CheckItems(path, selectors, MaxSelectors, (selector, at) =>
        {
            if (selector.CEL is not { } cel)
            {
                errors.Required(at.Child("cel"));
            }
            else if (Formats.Length(cel.Expression) > MaxExpressionLength)
            {
                errors.TooLong(at.Child("cel").Child("expression"), MaxExpressionLength);
            }
        });
}
